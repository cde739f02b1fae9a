import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonObject, writeJsonObject } from '../src/index.ts';

describe('a written object', () => {
  test("is what Python's json.dump(indent=2) writes", () => {
    const text = writeJsonObject({
      a: '\u00e9\u007f\0\n\t\b\f\r"\\/\u{1f600}\u2028\ud800',
      b: [],
      c: {},
      d: [1, true, null, 1.5, 1e21, -3],
      '\u00e9': { x: [{ y: 1 }] },
    });
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

  test('is printable ASCII and LF, without one at the end', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        (value) => {
          expect(writeJsonObject(value)).toMatch(/^[ -~\n]*[^\n]$/);
        },
      ),
    );
  });

  test('is read back as it was', () => {
    const key = fc
      .string({ unit: 'binary' })
      .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(leaf, fc.array(leaf))), (value) => {
        expect(readJsonObject(writeJsonObject(value))).toEqual({ ok: true, value });
      }),
    );
  });

  test('cannot hold a cycle', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(() => writeJsonObject(value)).toThrow(TypeError);
  });
});
