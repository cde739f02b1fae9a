import type { JsonMember } from './json-member.ts';

/**
 * Whether a text is an object without another one or an array in it, in the layout of `writeObject`, nothing
 * escaped that need not be: then it is what writing its value gives. Such a text hides no second key and no
 * odd spelling, and needs no scan: a key given twice, a number that a double cannot hold, an escaped key that
 * the engine took for another one and any other layout come out changed.
 */
export function isFlatJson(text: string, value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) return false;
  }
  return JSON.stringify(value, null, 2) === text;
}

/** The members of a flat text: each stands on a line of its own, all but the last with a comma. */
export function membersOfFlat(text: string, value: object): readonly JsonMember[] {
  const members: JsonMember[] = [];
  let at = '{\n  '.length;
  for (const key of Object.keys(value)) {
    const keyText = JSON.stringify(key);
    const from = at + keyText.length + ': '.length;
    const end = text.indexOf('\n', from);
    const comma = text[end - 1] === ',' ? 1 : 0;
    members.push({ key, keyText, valueText: text.slice(from, end - comma) });
    at = end + '\n  '.length;
  }
  return members;
}
