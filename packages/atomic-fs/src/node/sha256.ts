/** The SHA-256 of a text, in hexadecimal. `node:crypto` is loaded only when a long name needs it. */
export function sha256(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
