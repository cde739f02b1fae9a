import type { JsonMember } from './json-member.ts';
import { bracketed, deeper, fullStyle, type JsonStyle, memberText } from './json-style.ts';
import { writeKey, writeValue } from './write-value.ts';

/**
 * Writes an object: the known members in the order given, then the others with key and value in the very
 * text they were read from, whatever the number, the escape or the layout inside of the value. Nothing else is
 * left out than a known member without a value and an other one of a known key.
 *
 * @param known - the members that the caller knows. A value is written as `JSON.stringify` writes it, but for
 *   raw JSON; one that is undefined is left out, and an other member of its key with it
 * @param others - members of a parsed text, those of known keys included
 * @param style - the layout around them; default: that of Python's `json.dump(indent=2)`, ASCII, no newline
 *   at the end
 * @returns the text of the object
 * @throws TypeError when a key is given twice among `known`, and for what JSON cannot hold: a cycle, a bigint
 * @example
 * const parsed = parseJson('{"name": "a", "size": 1.0}');
 * if (parsed.ok) writeObject([['name', 'b']], parsed.members, { indent: 0 }); // {"name":"b","size":1.0}
 */
export function writeObject(
  known: readonly (readonly [key: string, value: unknown])[],
  others: readonly JsonMember[] = [],
  style: JsonStyle = {},
): string {
  const full = fullStyle(style);
  const inside = deeper(full);
  const keys = new Set<string>();
  const texts: string[] = [];
  for (const [key, value] of known) {
    if (keys.has(key)) throw new TypeError('no JSON object: a key is given twice');
    keys.add(key);
    const text = writeValue(value, key, inside);
    if (text !== undefined) texts.push(memberText(writeKey(key, full), text, full));
  }
  for (const { key, keyText, valueText } of others) {
    if (keys.has(key)) continue;
    keys.add(key);
    texts.push(memberText(keyText, valueText, full));
  }
  return bracketed(['{', '}'], texts, full);
}
