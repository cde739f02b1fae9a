import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ParsedJson, parseJson, writeObject } from '../src/index.ts';
import { mutatedJson, objectJson } from './json-texts.ts';

const textsOf = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok && parsed.members.map(({ keyText, valueText }) => [keyText, valueText] as const);
};

test('parsing gives the text of every key and value, in their order', () => {
  fc.assert(
    fc.property(objectJson, ({ text, members }) => {
      expect(textsOf(text)).toEqual(members);
    }),
    { numRuns: 1000 },
  );
});

test('writing members keeps the text of every key and value, in any style', () => {
  const style = fc.record({ indent: fc.nat(4), ascii: fc.boolean(), level: fc.nat(3) });
  fc.assert(
    fc.property(objectJson, style, ({ text, members }, chosen) => {
      const parsed = parseJson(text);
      const written = parsed.ok ? writeObject([], parsed.members, chosen) : '';
      expect(textsOf(written)).toEqual(members);
      expect(JSON.parse(written)).toEqual(JSON.parse(text));
    }),
    { numRuns: 1000 },
  );
});

/** The same object in a layout that only the scan reads, since the fast path knows one layout. */
const relaid = (text: string): string => text.replace(/^\{/, '{ ');

test('a flat object in the default layout is read as the scan reads it', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('constructor', '__proto__'),
  );
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.nat(20).map(String),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toJSON'),
  );
  const styles = fc.record({ anyName: fc.boolean(), ascii: fc.boolean() });
  fc.assert(
    fc.property(
      fc.uniqueArray(key),
      fc.array(scalar),
      styles,
      (keys, values, { anyName, ascii }) => {
        const entries = keys.map((name, at): [string, unknown] => [name, values[at]]);
        const text = writeObject(entries, [], { ascii });
        const fast = parseJson(text, { anyName });
        expect(plain(fast)).toEqual(plain(parseJson(relaid(text), { anyName })));
        if (fast.ok) expect(writeObject([], fast.members)).toBe(text);
      },
    ),
    { numRuns: 1000 },
  );
});

test('one layout is refused or read exactly as another one is', () => {
  const flatLines = fc
    .array(
      fc.tuple(
        fc.constantFrom('"a"', '"b"', '"1"', '"0"', '"\\u0061"', '"constructor"', '"\u00e9"'),
        fc.constantFrom('1', '1.0', '-0', '1e400', '"x"', '"\\u0078"', 'null', '[]', '{}', ''),
      ),
      { maxLength: 4 },
    )
    .map((lines) => `{\n${lines.map(([name, value]) => `  ${name}: ${value}`).join(',\n')}\n}`);
  fc.assert(
    fc.property(fc.oneof(flatLines, mutatedJson), (text) => {
      expect(plain(parseJson(text))).toEqual(plain(parseJson(relaid(text))));
    }),
    { numRuns: 3000 },
  );
});

test('what is accepted is what JSON.parse makes of it, and never throws otherwise', () => {
  fc.assert(
    fc.property(mutatedJson, (text) => {
      const parsed = parseJson(text);
      if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
    }),
    { numRuns: 3000 },
  );
});

/** A result with its members, which may be made only when they are asked for. */
function plain(parsed: ParsedJson): unknown {
  return parsed.ok ? { value: parsed.value, members: parsed.members } : parsed.issues;
}
