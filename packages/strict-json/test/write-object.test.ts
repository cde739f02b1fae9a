import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, rawJson, writeObject } from '../src/index.ts';

const membersOf = (text: string) => {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return parsed.members;
};

describe('a written object', () => {
  test("is what Python's json.dump(indent=2) writes", () => {
    const text = writeObject([
      ['a', '\u00e9\u007f\0\n\t\b\f\r"\\/\u{1f600}\u2028\ud800'],
      ['b', []],
      ['c', {}],
      ['d', [1, true, null, 1.5, 1e21, -3]],
      ['\u00e9', { x: [{ y: 1 }] }],
    ]);
    // Printed by Python 3.11 for the same object.
    expect(text).toBe(String.raw`{
  "a": "\u00e9\u007f\u0000\n\t\b\f\r\"\\/\ud83d\ude00\u2028\ud800",
  "b": [],
  "c": {},
  "d": [
    1,
    true,
    null,
    1.5,
    1e+21,
    -3
  ],
  "\u00e9": {
    "x": [
      {
        "y": 1
      }
    ]
  }
}`);
  });

  test('is what JSON.stringify writes, whatever the values and the style', () => {
    const value = fc.dictionary(
      fc.string({ unit: 'binary' }),
      fc.anything({ withBoxedValues: true, withDate: true, withSparseArray: true }),
    );
    fc.assert(
      fc.property(value, fc.nat(4), (object, indent) => {
        const entries = Object.entries(object);
        expect(writeObject(entries, [], { indent, ascii: false })).toBe(
          JSON.stringify(object, null, indent),
        );
      }),
    );
  });

  test('is printable ASCII and LF by default, without one at the end', () => {
    const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(value, (object) => {
        expect(writeObject(Object.entries(object))).toMatch(/^[ -~\n]*[^\n]$/);
      }),
    );
  });

  test('has the known members in their order, then the others in theirs', () => {
    const others = membersOf('{"2": [ 1 ], "b": 1.0, "1": 1e400, "\\u0063": "\\u0064"}');
    const known = [
      ['z', 1],
      ['b', 2],
      ['0', 3],
    ] as const;
    expect(writeObject(known, others, { indent: 0 })).toBe(
      '{"z":1,"b":2,"0":3,"2":[ 1 ],"1":1e400,"\\u0063":"\\u0064"}',
    );
  });

  test('has neither a known member without a value nor the other one of its key', () => {
    const others = membersOf('{"\\u0061": 1, "b": 2}');
    expect(writeObject([['a', undefined]], others)).toBe('{\n  "b": 2\n}');
  });

  test('can stand in another one, with the indentation of its place', () => {
    const inner = writeObject([['x', [1]]], membersOf('{"y": {"z":\n1}}'), { level: 1 });
    expect(writeObject([['a', rawJson(inner)]])).toBe(`{
  "a": {
    "x": [
      1
    ],
    "y": {"z":
1}
  }
}`);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a key twice',
      () => writeObject([...'aa'].map((key) => [key, 1] as const)),
      'no JSON object: a key is given twice',
    ],
    ['a bigint', () => writeObject([['a', 1n]]), 'BigInt'],
    ['a bigint in an object', () => writeObject([['a', Object(1n)]]), 'BigInt'],
    [
      'a cycle',
      () => {
        const value: unknown[] = [];
        value.push({ value });
        return writeObject([['a', value]]);
      },
      'no JSON: a value contains itself',
    ],
    [
      'raw text that is not JSON',
      () => rawJson('{"token": SECRET'),
      'no raw JSON: the text is not JSON',
    ],
  ])('cannot hold %s', (_, write, message) => {
    expect(write).toThrow(TypeError);
    expect(write).toThrow(message);
    expect(write).not.toThrow(/SECRET/);
  });

  test('may have a value twice, beside or below another, that does not contain itself', () => {
    const value = [1];
    const known = [['a', { b: value, c: [value, [value]] }]] as const;
    expect(writeObject(known, [], { indent: 0 })).toBe('{"a":{"b":[1],"c":[[1],[[1]]]}}');
  });

  test('gives a conversion the key or the index that it stands at', () => {
    const value = { toJSON: (key: string) => `at ${key}` };
    expect(writeObject([['a', [value, { b: value }]]], [], { indent: 0 })).toBe(
      '{"a":["at 0",{"b":"at b"}]}',
    );
  });
});

describe('raw JSON', () => {
  test('is written as its text at any depth', () => {
    const number = rawJson('1.0');
    const known = [['a', { b: [number, { toJSON: () => number }] }]] as const;
    expect(writeObject(known, [], { indent: 0 })).toBe('{"a":{"b":[1.0,1.0]}}');
  });
});
