/** Escapes every character from U+007F up as `\uXXXX`, one for each half of a surrogate pair. */
export function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Writes an object as Python's `json.dump(value, file, indent=2)` does, byte for byte: ASCII only,
 * two-space indent, LF, no newline at the end. ASCII, since Python reads with the locale's encoding on
 * Windows.
 *
 * @throws TypeError for a value that JSON cannot hold: a cycle, a bigint.
 */
export function writeJsonObject(value: Readonly<Record<string, unknown>>): string {
  return escapeNonAscii(JSON.stringify(value, null, 2));
}
