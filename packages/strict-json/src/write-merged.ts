import type { JsonMember } from './json-member.ts';
import { isRecord, type JsonRecord } from './json-record.ts';
import { deeper, type FullStyle, fullStyle, type JsonStyle } from './json-style.ts';
import { type ParsedJson, parseJson } from './parse-json.ts';
import { isSameJson } from './same-json.ts';
import { writeObject } from './write-object.ts';
import { writeKey, writeValue } from './write-value.ts';

/**
 * Writes a value over the text that it was once read from, and keeps the members of that text which the
 * reader did not know. A schema strips what it does not know; without this a program that reads, changes one
 * setting and writes would delete the settings of another version of itself.
 *
 * For each object of `value` that stands where `source` has an object too, member by member:
 *
 * - in `value`, and `source` says just that value: it keeps its very text, layout included. So a member that
 *   nobody changed keeps it, even `1e400`, which was read as Infinity and could not be written;
 * - in `value` otherwise: it is written as `value` has it, and objects are merged in the same way;
 * - not in `value`, but in `former`: it was removed on purpose, and is gone;
 * - in neither, but in `source`: nobody knew it, and it is kept after the others, with its very text.
 *
 * The order is that of `value`; names keep their spelling. A member of `value` that is undefined is left out, and
 * counts as removed. An array that changed is written as `value` has it, and nothing inside of one is merged:
 * elements have no names to be matched by.
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
      : mergeRecord(value, { text: source, former }, full);
  if (text === undefined) throw new TypeError('no JSON: the value is none that JSON can hold');
  return text;
}

/** What stands where a value is to be written. */
interface Earlier {
  readonly text: string;
  readonly former: unknown;
}

function mergeRecord(value: JsonRecord, { text, former }: Earlier, style: FullStyle): string {
  const source = read(text);
  const earlier = new Map(source.members.map((member) => [member.key, member]));
  const written = Object.entries(value).flatMap(([key, member]): readonly JsonMember[] => {
    const old = earlier.get(key);
    const keyText = old?.keyText ?? writeKey(key, style);
    const isUnchanged = old !== undefined && isSameJson(member, memberOf(source.value, key));
    const valueText = isUnchanged
      ? old.valueText
      : writeMember(
          [key, member],
          { text: old?.valueText ?? '', former: memberOf(former, key) },
          deeper(style),
        );
    return valueText === undefined ? [] : [{ key, keyText, valueText }];
  });
  const unknown = source.members.filter(
    ({ key }) => !Object.hasOwn(value, key) && !(isRecord(former) && Object.hasOwn(former, key)),
  );
  return writeObject([], [...written, ...unknown], style);
}

function writeMember(
  [key, member]: readonly [key: string, member: unknown],
  earlier: Earlier,
  style: FullStyle,
): string | undefined {
  return earlier.text.startsWith('{') && isRecord(member)
    ? mergeRecord(member, earlier, style)
    : writeValue(member, key, style);
}

function read(text: string): Extract<ParsedJson, { readonly ok: true }> {
  const parsed = parseJson(text, { maxDepth: Number.POSITIVE_INFINITY, anyName: true });
  if (!parsed.ok) throw new TypeError(`no merge: ${parsed.issues[0]?.message ?? 'not JSON'}`);
  return parsed;
}

function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
