const rawText: unique symbol = Symbol('the text of raw JSON');

/** JSON that is written as the very text it was made from; only `rawJson` makes one. */
export interface RawJson {
  /** The text, under a key that nobody else has. */
  readonly [rawText]: string;
}

/**
 * Makes a value that `writeObject` writes as this very text, at any depth of a known value: a number that
 * JavaScript cannot hold, or an object that was written by itself. The text gets no other layout.
 *
 * @param text - one JSON value; white space around it is written too
 * @returns a value for `writeObject` and `writeMerged`; `JSON.stringify` does not know it
 * @throws TypeError when the text is not JSON; the message does not show it
 * @example
 * writeObject([['size', rawJson('1e400')]], [], { indent: 0 }); // {"size":1e400}
 */
export function rawJson(text: string): RawJson {
  try {
    JSON.parse(text);
  } catch {
    // Not the engine's error: it quotes the text around the fault, and that may be a secret.
    throw new TypeError('no raw JSON: the text is not JSON');
  }
  return { [rawText]: text };
}

export function textOfRaw(value: object): string | undefined {
  return rawText in value ? String(value[rawText]) : undefined;
}
