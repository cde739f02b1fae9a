import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, rawJson, writeMerged } from '../src/index.ts';
import { objectJson } from './json-texts.ts';
import { referenceValue } from './reference-json.ts';

const merge = (value: unknown, source: string | undefined, former: unknown): string =>
  writeMerged(value, source, former, { indent: 0 });

describe('what is written over a text', () => {
  test.each<[string, unknown, string | undefined, unknown, string]>([
    ['has all of the value when there was no text', { a: 1 }, undefined, undefined, '{"a":1}'],
    ['has the value of a member in both', { a: 2 }, '{"a": 1}', { a: 1 }, '{"a":2}'],
    ['keeps the text of a member in neither', { a: 2 }, '{"b": 1.0}', {}, '{"a":2,"b":1.0}'],
    ['drops a member that was removed', {}, '{"a": 1, "b": 2}', { a: 1 }, '{"b":2}'],
    ['drops a member that is undefined', { b: undefined }, '{"b": 2}', {}, '{}'],
    ['keeps what nobody knew in an object', { a: {} }, '{"a":{"b":1}}', { a: {} }, '{"a":{"b":1}}'],
    [
      'drops what was removed from an object',
      { a: { c: 1 } },
      '{"a": {"b": 1, "c": 1, "d": [ ]}}',
      { a: { b: 1, c: 1 } },
      '{"a":{"c":1,"d":[ ]}}',
    ],
    ['keeps all of an object nobody knew', { a: {} }, '{"a":{"b":1}}', {}, '{"a":{"b":1}}'],
    ['keeps nothing in an array', { a: [{}] }, '{"a":[{"b":1}]}', { a: [{}] }, '{"a":[{}]}'],
    ['keeps nothing of an array', { a: {} }, '{"a": [1]}', {}, '{"a":{}}'],
    ['keeps nothing where an object became a text', { a: '' }, '{"a":{"b":1}}', {}, '{"a":""}'],
    ['keeps nothing of a text that was no object', { a: 1 }, '[1]', [1], '{"a":1}'],
    ['is an array when the value is one', [1], '{"a": 1}', {}, '[1]'],
    [
      'has what says itself what it is',
      { a: new Date(0) },
      '{"a": {"b": 1}}',
      {},
      '{"a":"1970-01-01T00:00:00.000Z"}',
    ],
    ['has raw JSON as it is', { a: rawJson('1.0') }, '{"a": {"b": 1}}', {}, '{"a":1.0}'],
    [
      'knows inherited names from own ones',
      { a: 1 },
      '{"toString": 1}',
      {},
      '{"a":1,"toString":1}',
    ],
    [
      'keeps the text of a member that says the value already',
      { c: 'A', b: Number.POSITIVE_INFINITY, a: 1, d: -0 },
      '{"\\u0061": 1.0, "b": 1e400, "c": "\\u0041", "d": -0.0}',
      { a: 1, b: Number.POSITIVE_INFINITY, c: 'A', d: -0 },
      '{"c":"\\u0041","b":1e400,"\\u0061":1.0,"d":-0.0}',
    ],
    [
      'has null and zero where the text says what JavaScript cannot hold',
      { a: null, b: 0, c: Number.POSITIVE_INFINITY },
      '{"a": 1e400, "b": -0, "c": 1}',
      { a: Number.POSITIVE_INFINITY, b: -0, c: 1 },
      '{"a":null,"b":0,"c":null}',
    ],
    [
      'keeps the text of what is the same in a member that changed',
      { a: { b: 2, c: [1, { d: 2 }], e: { f: 1 } } },
      '{"a": {"b": 1.0, "c": [ 1.0, {"d": 2e0}], "e": { "f": 1.0 }}}',
      {},
      '{"a":{"b":2,"c":[ 1.0, {"d": 2e0}],"e":{ "f": 1.0 }}}',
    ],
    [
      'keeps the text of no array of which an element changed',
      { a: [1, 2] },
      '{"a":[1.0,3]}',
      {},
      '{"a":[1,2]}',
    ],
    ['has an array that got longer', { a: [1, 2] }, '{"a":[1.0]}', {}, '{"a":[1,2]}'],
    ['has an array that got shorter', { a: [1] }, '{"a":[1.0,2]}', {}, '{"a":[1]}'],
    [
      'has what a schema made of a member, though nobody changed it',
      { a: 'x', b: [{}] },
      '{"a": " x ", "b": [{"c": 1}]}',
      { a: 'x', b: [{}] },
      '{"a":"x","b":[{}]}',
    ],
    [
      'has what looks like the text only without its conversion',
      { a: Object('x'), b: Object.assign([1], { toJSON: () => 2 }), c: { d: 1, toJSON: () => 3 } },
      '{"a": {"0": "x"}, "b": [1.0], "c": {"d": 1.0}}',
      {},
      '{"a":"x","b":2,"c":3}',
    ],
    ['may have names of any kind', {}, '{"constructor": 1}', {}, '{"constructor":1}'],
  ])('%s', (_, value, source, former, expected) => {
    expect(merge(value, source, former)).toBe(expected);
  });

  test('is laid out as the object that it is', () => {
    expect(writeMerged({ a: { b: 1 } }, '{"a": {"c": {"d":1}}}', { a: {} })).toBe(`{
  "a": {
    "b": 1,
    "c": {"d":1}
  }
}`);
  });

  test.each<[string, () => unknown, string]>([
    [
      'text that is not JSON',
      () => merge({}, '{"a": SECRET', {}),
      'no merge: this is not valid JSON',
    ],
    [
      'text with a key twice',
      () => merge({}, '{"a": 1, "a": 2}', {}),
      'no merge: the key "a" is given twice',
    ],
    [
      'a value that JSON cannot hold',
      () => merge(undefined, undefined, {}),
      'no JSON: the value is none that JSON can hold',
    ],
  ])('cannot be made of %s', (_, write, message) => {
    expect(write).toThrow(new TypeError(message));
  });
});

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is to come out, said once more on values alone. */
function merged(value: unknown, source: unknown, former: unknown): unknown {
  if (!isRecord(value) || !isRecord(source)) return value;
  const before = isRecord(former) ? former : {};
  const own = (from: Json, key: string): unknown =>
    Object.hasOwn(from, key) ? from[key] : undefined;
  const kept = Object.keys(source).filter(
    (key) => !Object.hasOwn(value, key) && !Object.hasOwn(before, key),
  );
  return Object.fromEntries([
    ...Object.entries(value).map(([key, member]) => [
      key,
      merged(member, own(source, key), own(before, key)),
    ]),
    ...kept.map((key) => [key, source[key]]),
  ]);
}

describe('over any text', () => {
  const key = fc.constantFrom('a', 'b', 'c', '1');
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(1, 'x', null, true),
      fc.array(tie('json'), { maxLength: 2 }),
      fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  test('the value wins, what was removed is gone, and all else is kept', () => {
    fc.assert(
      fc.property(json, json, json, fc.nat(2), (value, source, former, indent) => {
        const text = writeMerged(value, JSON.stringify(source), former, { indent });
        expect(referenceValue(text)).toEqual(merged(value, source, former));
      }),
      { numRuns: 3000 },
    );
  });

  test('a value that nobody knew any member of keeps the text of all of them', () => {
    fc.assert(
      fc.property(objectJson, ({ text, members }) => {
        const parsed = parseJson(writeMerged({}, text, {}));
        expect(
          parsed.ok && parsed.members.map(({ keyText, valueText }) => [keyText, valueText]),
        ).toEqual(members);
      }),
    );
  });

  /** By the names of the members: a text has them in the order of the value. */
  const textsByKey = (text: string): ReadonlyMap<string, readonly string[]> => {
    const parsed = parseJson(text);
    if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
    return new Map(
      parsed.members.map(({ key, keyText, valueText }) => [key, [keyText, valueText]]),
    );
  };

  const isIn = (keys: readonly string[], key: string): boolean => keys.includes(key);

  test('a member whose value did not change keeps its text, known or not, and every other has the value', () => {
    const choice = fc.constantFrom('same', 'same', 'changed', 'removed', 'inside', 'unknown');
    const style = fc.record({ indent: fc.nat(2), ascii: fc.boolean() });
    const property = fc.property(
      objectJson,
      fc.array(choice, { minLength: 5, maxLength: 5 }),
      json,
      style,
      ({ text }, choices, other, chosen) => {
        const source = Object.entries(Object(referenceValue(text)));
        const of = (...wanted: readonly string[]): readonly string[] =>
          source.flatMap(([key], at) => (isIn(wanted, choices[at] ?? '') ? [key] : []));
        const unknown = of('unknown');
        const former = Object.fromEntries(source.filter(([key]) => !isIn(unknown, key)));
        const value = Object.fromEntries(
          Object.entries(former).flatMap(([key, member]): [string, unknown][] => {
            if (isIn(of('removed'), key)) return [];
            if (isIn(of('changed'), key)) return [[key, other]];
            const inside = isIn(of('inside'), key) && isRecord(member);
            return [[key, inside ? { ...member, added: other } : structuredClone(member)]];
          }),
        );
        const written = writeMerged(value, text, former, chosen);
        const expected = Object.entries(value).map(([key, member]) => [key, member]);
        const kept = source.filter(([key]) => isIn(unknown, key));
        expect(referenceValue(written)).toEqual(Object.fromEntries([...expected, ...kept]));
        const [before, after] = [textsByKey(text), textsByKey(written)];
        for (const key of of('same', 'unknown')) expect(after.get(key)).toEqual(before.get(key));
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  test('a value in which nothing changed is written to the same again', () => {
    fc.assert(
      fc.property(json, json, (value, source) => {
        const once = writeMerged(value, JSON.stringify(source), {});
        expect(writeMerged(value, once, value)).toBe(once);
      }),
    );
  });
});
