// A global of every platform, which the compiler only knows together with one platform's types.
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes UTF-8 strictly: nothing is replaced, and a byte order mark stays, so that `parseJson` can refuse it.
 *
 * @param bytes - the bytes of a whole text
 * @returns the text, or undefined when the bytes are not UTF-8
 * @example
 * const text = decodeUtf8(bytes);
 * if (text === undefined) return 'not UTF-8';
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
