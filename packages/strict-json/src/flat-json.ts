import { escapeNonAscii } from './ascii.ts';
import type { JsonMember } from './parse-json.ts';

/**
 * Whether a text is an object without another one or an array in it, in the layout that `writeObject` has by
 * default: then it is what writing its value gives. Such a text hides no second key and no odd spelling, and
 * needs no scan: a key given twice, a number that a double cannot hold and any other layout come out changed.
 */
export function isFlatJson(
  text: string,
  value: unknown,
): value is Readonly<Record<string, string | number | boolean | null>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) return false;
  }
  return escapeNonAscii(JSON.stringify(value, null, 2)) === text;
}

export function membersOfFlat(value: Readonly<Record<string, unknown>>): readonly JsonMember[] {
  return Object.entries(value).map(([key, member]) => ({
    key,
    keyText: escapeNonAscii(JSON.stringify(key)),
    valueText: escapeNonAscii(JSON.stringify(member)),
  }));
}
