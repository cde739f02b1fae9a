import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../src/index.ts';
import { referenceValue } from './reference-json.ts';

function read(text: string): unknown {
  const parsed = parseJson(text, { anyName: true, maxDepth: Number.POSITIVE_INFINITY });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return parsed.value;
}

/** Each key of a value at every depth in its order, since `toEqual` ignores the order. */
const written = (value: unknown): string => JSON.stringify(value);

describe('a key with an escape in it is read as itself', () => {
  test.each<[string, string, string, unknown]>([
    ['another key', '{"#1":1,"\\\\":1}', '{"#1":1,"\\u002f":1}', { '#1': 1, '/': 1 }],
    ['a longer key', '{"#2":1,"a\\\\n":1}', '{"#2":1,"a\\nb":1}', { '#2': 1, 'a\nb': 1 }],
    [
      'a key, in a nested object',
      '{"#3":1,"\\\\":1}',
      '[{"a":{"#3":1,"\\"":1}}]',
      [{ a: { '#3': 1, '"': 1 } }],
    ],
    [
      'a key, in a flat text',
      '{"#5":1,"\\\\":1}',
      '{\n  "#5": 1,\n  "\\n": 1\n}',
      { '#5': 1, '\n': 1 },
    ],
  ])('after %s', (_, earlier, text, expected) => {
    read(earlier);
    expect(read(text)).toEqual(expected);
  });

  test('beside a key that begins as a stand-in might', () => {
    const text = '{"\u007f0":1,"\\u007f1":2,"~":3,"\\n":4,"\u007f":5,"\u007f00":{"\\t":6}}';
    expect(written(read(text))).toBe(written(referenceValue(text)));
  });

  test('in the order of JSON.parse: what looks like an index comes first', () => {
    const text = '{"b":0,"\\u0031\\u0030":0,"\\u0061":0,"9":0,"\\u0030":0}';
    expect(Object.keys(Object(read(text)))).toEqual(['0', '9', '10', 'b', 'a']);
  });

  test('as a property that can be changed and deleted, like any other', () => {
    expect(Object.getOwnPropertyDescriptors(Object(read('{"\\n":1}')))).toEqual({
      '\n': { value: 1, writable: true, enumerable: true, configurable: true },
    });
  });

  test('as an own property, whatever is inherited', () => {
    const value = read('{"\\u0074oString":1,"\\u0063onstructor":2}');
    expect(Object.entries(Object(value))).toEqual([
      ['toString', 1],
      ['constructor', 2],
    ]);
    expect(parseJson('{"\\u005f_proto__":1}', { anyName: true })).toMatchObject({ ok: false });
  });
});

describe('in any sequence of texts in one process', () => {
  const unit = fc.constantFrom(...'\\\\\\/nu0f2a"\n\u007f', '\u00e9', '\u0100', '\ud83d');
  const spelled = fc.tuple(unit, fc.boolean()).map(([code, hex]) => {
    if (hex) return `\\u${code.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return code === '/' ? '\\/' : JSON.stringify(code).slice(1, -1);
  });
  const string = fc.array(spelled, { maxLength: 4 }).map((units) => `"${units.join('')}"`);
  const key = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('"a"', '"10"', '"9"', '"\\u0037"', '"constructor"') },
    { weight: 2, arbitrary: string },
  );
  const scalar = fc.oneof(string, fc.constantFrom('1', '-0', '1e400', 'true', 'false', 'null'));
  const { json } = fc.letrec<{ json: string }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(' ,')}]`),
      fc
        .uniqueArray(fc.tuple(key, tie('json')), {
          maxLength: 4,
          selector: ([literal]) => referenceValue(literal),
        })
        .map((members) => `{${members.map((member) => member.join(': ')).join(', ')}}`),
    ),
  }));

  test('a value has the keys, the order and the values of its text', () => {
    fc.assert(
      fc.property(json, (text) => {
        const parsed = parseJson(text, { anyName: true });
        if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
        const expected = referenceValue(text);
        expect(written(parsed.value)).toBe(written(expected));
        expect(parsed.value).toEqual(expected);
        if (!text.startsWith('{')) return;
        const keys = parsed.members.map((member) => member.key);
        expect(keys.toSorted()).toEqual(Object.keys(Object(expected)).toSorted());
      }),
      { numRuns: 20_000 },
    );
  });
});
