import { wrongType, wrongValue } from './wrong-argument.ts';

/** The content of a file: a string, which is written as UTF-8, or any view, which is written whole. */
export type Data = string | ArrayBufferView;

/**
 * The bytes of a content, in the memory that they are in. What has no bytes of its own is refused:
 * an array, a number, an `ArrayBuffer`, a view whose buffer was transferred, and a string with half
 * of a surrogate pair, of which UTF-8 would keep no more than that something was there.
 *
 * @throws TypeError that does not show the content
 */
export function bytesOf(data: unknown): Uint8Array {
  if (typeof data === 'string') {
    if (!data.isWellFormed()) throw wrongValue('data', 'text without lone surrogates');
    return new TextEncoder().encode(data);
  }
  if (!ArrayBuffer.isView(data)) throw wrongType('data', 'a string or an ArrayBuffer view', data);
  try {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  } catch {
    throw wrongValue('data', 'a view whose buffer is neither detached nor too short');
  }
}

/** A copy of the bytes, for a call that goes on after the caller does. */
export function copiedBytesOf(data: unknown): Uint8Array {
  const bytes = bytesOf(data);
  return typeof data === 'string' ? bytes : bytes.slice();
}
