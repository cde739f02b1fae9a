/** Escapes every character from U+007F up as `\uXXXX`, and each unit of a surrogate pair by itself. */
export function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
