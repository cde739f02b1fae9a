import { parseEscapedKeys } from './escaped-keys.ts';
import { isFlatJson, membersOfFlat } from './flat-json.ts';
import { type Issue, jsonIssue } from './issue.ts';
import type { JsonMember } from './json-member.ts';
import { type Limits, scanJson } from './scan.ts';
import { decodeUtf8 } from './utf8.ts';

/** The outcome of reading a text: what it holds, or why it is refused. */
export type ParsedJson =
  | {
      readonly ok: true;
      /** What `JSON.parse` has to make of the text, with the keys that stand there on every engine. */
      readonly value: unknown;
      /** The members of the object that the text is, in their order; none when it is no object. */
      readonly members: readonly JsonMember[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What `parseJson` accepts. */
export interface ParseOptions {
  /** How deep objects and arrays may be nested, the outermost counted; default 32. */
  readonly maxDepth?: number | undefined;
  /** Whether keys are names of somebody's choosing: then only `__proto__` is forbidden. Default false. */
  readonly anyName?: boolean | undefined;
}

/**
 * Reads one JSON text strictly. What two readers could understand in two ways is refused: a key given twice
 * in one object, at any depth and after unescaping; so are a key `__proto__`, `constructor` or `prototype`, a
 * byte order mark, deep nesting, and all that is not exactly one JSON text. Of the text, messages show keys
 * only. It never throws because of the text, and needs no recursion for it.
 *
 * @param source - the text, or its bytes in UTF-8
 * @param options - how deep it may be, and which keys it may have
 * @returns the value and the texts of its members, or one issue: `JSON_ENCODING`, `JSON_BYTE_ORDER_MARK`,
 *   `JSON_SYNTAX`, `JSON_DEPTH`, `JSON_DUPLICATE_KEY` or `JSON_FORBIDDEN_KEY`
 * @throws RangeError when `maxDepth` is negative or not a number
 * @example
 * const parsed = parseJson('{"a": 1, "a": 2}');
 * if (!parsed.ok) console.error(parsed.issues[0]?.message); // the key "a" is given twice
 */
export function parseJson(source: string | Uint8Array, options: ParseOptions = {}): ParsedJson {
  const limits = limitsOf(options);
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (text === undefined) return refused(jsonIssue('ENCODING', 'this is not UTF-8'));
  if (text.charCodeAt(0) === byteOrderMark) {
    return refused(jsonIssue('BYTE_ORDER_MARK', 'this begins with a byte order mark'));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(scanJson(text, limits).issue ?? syntaxIssue(text));
  }
  if (isFlatJson(text, value) && allows(limits, value)) {
    return new FlatJson(text, value);
  }
  return scanned(text, value, limits);
}

const byteOrderMark = 0xfeff;

function limitsOf({ maxDepth = 32, anyName = false }: ParseOptions): Limits {
  if (!(maxDepth >= 0)) throw new RangeError(`maxDepth is not a number of levels: ${maxDepth}`);
  return { maxDepth, forbidden: anyName ? neverAName : forbiddenKeys };
}

const neverAName: readonly string[] = ['__proto__'];
const forbiddenKeys: readonly string[] = [...neverAName, 'constructor', 'prototype'];

function allows({ maxDepth, forbidden }: Limits, value: object): boolean {
  return maxDepth >= 1 && !forbidden.some((key) => Object.hasOwn(value, key));
}

function scanned(text: string, value: unknown, limits: Limits): ParsedJson {
  const found = scanJson(text, limits);
  if (found.issue !== undefined) return refused(found.issue);
  const { members, escapedKeys } = found;
  return {
    ok: true,
    value: escapedKeys.length === 0 ? value : parseEscapedKeys(text, escapedKeys),
    members,
  };
}

/** Not the engine's message: it quotes the text around the fault, and that may be a token. */
function syntaxIssue(text: string): Issue {
  return jsonIssue('SYNTAX', text.trim() === '' ? 'this is empty' : 'this is not valid JSON');
}

function refused(issue: Issue): ParsedJson {
  return { ok: false, issues: [issue] };
}

/** A flat text that was read. Its members are only made when somebody asks: most readers know every key. */
class FlatJson {
  readonly ok = true;
  readonly value: object;
  readonly #text: string;

  constructor(text: string, value: object) {
    this.#text = text;
    this.value = value;
  }

  get members(): readonly JsonMember[] {
    return membersOfFlat(this.#text, this.value);
  }
}
