import type { JsonMember } from './json-member.ts';
import { deeper, type FullStyle, fullStyle, type JsonStyle } from './json-style.ts';
import { parseJson } from './parse-json.ts';
import { textOfRaw, writtenJson } from './raw-json.ts';
import { writeObject } from './write-object.ts';
import { converts, writeValue } from './write-value.ts';

/**
 * Writes a value over the text that it was once read from, and keeps the members of that text which the
 * reader did not know. A schema strips what it does not know; without this a program that reads, changes one
 * setting and writes would delete the settings of another version of itself.
 *
 * For each object of `value` that stands where `source` has an object too, member by member:
 *
 * - in `value`: it is written as `value` has it, and objects are merged in the same way;
 * - not in `value`, but in `former`: it was removed on purpose, and is gone;
 * - in neither, but in `source`: nobody knew it, and it is kept after the others, with its very text.
 *
 * A member of `value` that is undefined is left out, and counts as removed. Arrays are written as `value` has
 * them, and nothing inside of one is merged: their elements have no names to be matched by.
 *
 * @param value - what is to be written
 * @param source - the text that stands there now; undefined when there is none
 * @param former - what the reader, a schema say, made of `source`
 * @param style - the layout; default: that of Python's `json.dump(indent=2)`
 * @returns JSON, which the reader must accept if it ignores what it does not know
 * @throws TypeError when `source` is not JSON that `parseJson` accepts at any depth and with any name, and when
 *   JSON cannot hold `value`
 * @example
 * const source = '{"theme": "dark", "beta": 1.0}';
 * writeMerged({ theme: 'light' }, source, { theme: 'dark' }, { indent: 0 }); // {"theme":"light","beta":1.0}
 */
export function writeMerged(
  value: unknown,
  source: string | undefined,
  former: unknown,
  style: JsonStyle = {},
): string {
  const full = fullStyle(style);
  const text =
    source === undefined || !isRecord(value)
      ? writeValue(value, '', full)
      : mergeRecord(value, { source: membersOf(source), former }, full);
  if (text === undefined) throw new TypeError('no JSON: the value is none that JSON can hold');
  return text;
}

interface Earlier {
  readonly source: readonly JsonMember[];
  readonly former: unknown;
}

type JsonRecord = Readonly<Record<string, unknown>>;

function mergeRecord(value: JsonRecord, { source, former }: Earlier, style: FullStyle): string {
  const texts = new Map(source.map(({ key, valueText }) => [key, valueText]));
  const known = Object.entries(value).map(([key, member]): readonly [string, unknown] => {
    const text = texts.get(key);
    if (text?.[0] !== '{' || !isRecord(member)) return [key, member];
    const below = { source: membersOf(text), former: memberOf(former, key) };
    return [key, writtenJson(mergeRecord(member, below, deeper(style)))];
  });
  const unknown = source.filter(({ key }) => !isRecord(former) || !Object.hasOwn(former, key));
  return writeObject(known, unknown, style);
}

function membersOf(text: string): readonly JsonMember[] {
  const parsed = parseJson(text, { maxDepth: Number.POSITIVE_INFINITY, anyName: true });
  if (!parsed.ok) throw new TypeError(`no merge: ${parsed.issues[0]?.message ?? 'not JSON'}`);
  return parsed.members;
}

function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An object that is written member by member; not what says itself what it is in JSON. */
function isRecord(value: unknown): value is JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return textOfRaw(value) === undefined && !converts(value);
}
