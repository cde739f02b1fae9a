import { errnoOf, FileReadError, NotUtf8Error } from '../errors.ts';
import type { Operation } from '../operation/system.ts';
import { type ReadOptions, readRegularFile } from './read-regular-file.ts';

/** Which text files may be read. */
export type ReadTextOptions = Omit<ReadOptions, 'into'>;

/** The content of a text file: the mark and the text, one after the other. */
export interface TextContent {
  /** U+FEFF where the file begins with a byte order mark, which some editors write; or nothing. */
  readonly mark: '' | '\uFEFF';
  /** All of it but the mark. */
  readonly text: string;
}

/**
 * Reads the text of a whole regular file, as `readRegularFile` reads its bytes. A byte order mark at
 * its start is no part of the text. Bytes that are not UTF-8 are an error, and never replaced.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB; whether the file must be private, and whether a
 *   link is followed, both default no
 * @returns the text; undefined when nothing is there
 * @throws ERR_NOT_UTF8, ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only
 *   for a file that must be private
 * @example
 * const text = yield* readTextFile('/home/me/.tool/settings.json');
 */
export function* readTextFile(
  path: string,
  options: ReadTextOptions = {},
): Operation<string | undefined> {
  return (yield* readTextContent(path, options))?.text;
}

/** The same, with the mark. */
export function* readTextContent(
  path: string,
  options: ReadTextOptions,
): Operation<TextContent | undefined> {
  const file = yield* readRegularFile(path, options);
  if (file === undefined) return undefined;
  const { bytes } = file;
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
  return { mark, text: decode(path, bytes) };
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Of half a GiB V8 makes no string, whatever its characters are.
    if (errnoOf(cause) === 'ERR_STRING_TOO_LONG') throw new FileReadError(path, cause);
    throw new NotUtf8Error(path, firstWrongByte(bytes));
  }
}

const replacement = [0xef, 0xbf, 0xbd];

/** What is no character becomes U+FFFD, of which the first byte that differs is one of the three. */
function firstWrongByte(bytes: Uint8Array): number {
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoded = new TextEncoder().encode(decoded);
  const place = encoded.findIndex((byte, at) => byte !== bytes[at]);
  return place - replacement.indexOf(encoded[place] ?? 0xef);
}
