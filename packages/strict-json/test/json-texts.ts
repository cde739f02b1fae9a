import fc from 'fast-check';

/** A JSON text as some program may have written it, and what must come out of it. */
export interface SomeJson {
  readonly text: string;
  /** Of the top level: the texts of keys and values. */
  readonly members: readonly (readonly [keyText: string, valueText: string])[];
}

const space: fc.Arbitrary<string> = fc.constantFrom('', '', '', ' ', '\n  ', '\t', '\r\n');

const number: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('1e400', '-0', '0', '1.0', '1E+2', '-0.0e-7', '123456789012345678901234567890'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);

/** A string with each character spelled in one of the ways that JSON has for it. */
const string: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          'a',
          '"',
          '\\',
          '{',
          '}',
          '[',
          ',',
          ':',
          '\n',
          '/',
          '\ud83d',
          '\ude00',
          '7',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      fc.boolean(),
    ),
    { maxLength: 6 },
  )
  .map((units) => `"${units.map(([unit, escaped]) => spell(unit, escaped)).join('')}"`);

function spell(unit: string, escaped: boolean): string {
  if (!escaped) return JSON.stringify(unit).slice(1, -1);
  return unit
    .split('')
    .map((code) => `\\u${code.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

const forbidden: readonly string[] = ['__proto__', 'constructor', 'prototype'];

const key: fc.Arbitrary<string> = fc
  .oneof(string, fc.constantFrom('"0"', '"17"', '"-1"', '"toString"', '"a"', '"b"', '""'))
  .filter((text) => !forbidden.includes(String(JSON.parse(text))));

const scalar: fc.Arbitrary<string> = fc.oneof(
  number,
  string,
  fc.constantFrom('true', 'false', 'null'),
);

type Members = SomeJson['members'];

const { members } = fc.letrec<{ value: string; members: Members }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), space)
      .map(([items, gap]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
    fc.tuple(tie('members'), space).map(([list, gap]) => objectText(list, gap)),
  ),
  members: fc.uniqueArray(fc.tuple(key, tie('value')), {
    maxLength: 5,
    selector: ([text]) => String(JSON.parse(text)),
  }),
}));

function objectText(list: Members, gap: string): string {
  const texts = list.map(([name, value]) => `${name}${gap}:${gap}${value}${gap}`);
  return `{${gap}${texts.join(`,${gap}`)}}`;
}

/** An object of any layout, spelling and nesting, with no key twice and none that is forbidden. */
export const objectJson: fc.Arbitrary<SomeJson> = fc
  .tuple(members, space)
  .map(([list, gap]) => ({ text: gap + objectText(list, gap) + gap, members: list }));

/** A text near to JSON: a valid one with a few characters cut out, doubled or replaced. */
export const mutatedJson: fc.Arbitrary<string> = fc
  .tuple(
    objectJson,
    fc.array(fc.tuple(fc.nat(200), fc.nat(4), fc.constantFrom(...'{}[]":,\\au0 1\n\uFEFF')), {
      maxLength: 3,
    }),
  )
  .map(([{ text }, edits]) =>
    edits.reduce((old, [at, removed, put]) => {
      const from = at % (old.length + 1);
      return old.slice(0, from) + put + old.slice(from + removed);
    }, text),
  );
