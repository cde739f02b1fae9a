import type { Issue } from '@missionctl/strict-json';
import type { Codec, Decoded } from './codec.ts';

/**
 * Asks a caller's check.
 *
 * @param check - answers at once
 * @param value - what it looks at
 * @returns what it says
 * @throws TypeError when it gives no list, a promise of one say: nothing is accepted unchecked
 * @example
 * const issues = issuesOf(file.check, value);
 */
export function issuesOf<T>(check: (value: T) => readonly Issue[], value: T): readonly Issue[] {
  const issues: unknown = check(value);
  if (Array.isArray(issues)) return issues;
  ignoreRejection(issues);
  throw new TypeError('check must return an array of issues');
}

/** The text of a value. @throws TypeError when a codec gives none: a promise of one would be written as such */
export function encodeWith<T>(codec: Codec<T>, value: T, keep: unknown): string {
  const text: unknown = codec.encode(value, keep);
  if (typeof text === 'string') return text;
  ignoreRejection(text);
  throw new TypeError('encode of the codec must return a string');
}

/** What a text says. @throws TypeError when a codec gives no answer: the file is not damaged then */
export function decodeWith<T>(codec: Codec<T>, text: string): Decoded<T> {
  const decoded: unknown = codec.decode(text);
  if (isDecoded<T>(decoded)) return decoded;
  ignoreRejection(decoded);
  throw new TypeError('decode of the codec must return its answer at once, as an object with ok');
}

function isDecoded<T>(answer: unknown): answer is Decoded<T> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'ok' in answer &&
    typeof answer.ok === 'boolean'
  );
}

/** Nobody waits for it, and a rejection that nobody handles would end the process. */
function ignoreRejection(answer: unknown): void {
  Promise.resolve(answer).catch(() => {});
}
