/** A key that is not left to `JSON.parse`, and where its literal stands in the text. */
export interface EscapedKey {
  /** The name, unescaped. */
  readonly key: string;
  readonly from: number;
  readonly end: number;
}

/** What a stand-in begins with: a character that is plain in JSON, and that hardly any key has. */
const mark = '\u007f';

/** Whether a key needs a stand-in: for an escape in it, or because it could be taken for a stand-in. */
export function needsStandIn(literal: string): boolean {
  return literal.includes('\\') || literal[1] === mark;
}

/**
 * Parses a valid text whose keys have escapes. V8 13.6 and 14.6 (Node 24 and 26; not Node 22) compare an
 * escaped key by its source text with the keys of earlier objects: after `{"a":1,"\\":1}` the key of
 * `{"a":1,"\n":1}` comes out as a backslash, and can then replace another member
 * (https://github.com/nodejs/node/issues/63785). Keys without an escape, and values, are right. So each
 * escaped key is parsed as a plain one that stands in for it, and gets its name afterwards.
 */
export function parseEscapedKeys(text: string, keys: readonly EscapedKey[]): unknown {
  const value: unknown = JSON.parse(withStandIns(text, keys));
  const pending = [value];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null) continue;
    rename(node, keys);
    for (const below of Object.values(node)) pending.push(below);
  }
  return value;
}

function withStandIns(text: string, keys: readonly EscapedKey[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { from, end } of keys) {
    pieces.push(text.slice(at, from), `"${mark}${pieces.length / 2}"`);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** Puts all members anew, not only the renamed: their order is that of the text, but for indices. */
function rename(object: object, keys: readonly EscapedKey[]): void {
  const members = Object.entries(object);
  if (!members.some(([name]) => name.startsWith(mark))) return;
  for (const [name] of members) Reflect.deleteProperty(object, name);
  for (const [name, value] of members) {
    const key = name.startsWith(mark) ? (keys[Number(name.slice(1))]?.key ?? name) : name;
    // Defined, not assigned: an inherited setter or a frozen prototype must not matter.
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}
