import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotedText, strangersText } from '../src/roster/words/strangers-text.ts';

/** What does harm is wanted often. */
const unit = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u001b[2J', '\r', '\n', '\t', '\0', '\u009b', '\u2028', '\u0085', '\u00a0'),
  fc.constantFrom('\u202e', '\u2066', '\u200f', '\u061c', '\u200b', '\u2060', '\ufeff', '\u00ad'),
  fc.constantFrom(
    '\u3164',
    '\u115f',
    '\u034f',
    '\u2800',
    '\ufe0f',
    '\u{e0041}',
    '\ud800',
    '\udc00',
  ),
);
const anyText = fc.array(unit, { maxLength: 300 }).map((units) => units.join(''));

describe('what others wrote, in quotes', () => {
  test('never ends the quotes: all between them is theirs, and nothing else is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = quotedText(`"${text}\\`);
        expect(quoted).toMatch(/^"(?:[^"\\]|\\["\\])*"$/s);
        expect(quoted.slice(1, -1).replace(/\\(.)/gs, '$1')).toBe(strangersText(`"${text}\\`));
      }),
    );
  });
});

describe('what others wrote', () => {
  test('is one line of at most 200 visible characters, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = strangersText(text);
        expect([...shown].length).toBeLessThanOrEqual(200);
        expect(shown).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        );
        expect(shown).not.toMatch(/\u2800|\p{Bidi_Control}|(?! )\p{Zs}/u);
        expect(strangersText(shown)).toBe(shown);
      }),
    );
  });

  test('stays as it is where it does no harm', () => {
    const harmless = fc.string({ unit: 'grapheme-ascii', maxLength: 200 });
    fc.assert(
      fc.property(harmless, (text) => {
        expect(strangersText(text)).toBe(text.trim());
      }),
    );
  });

  test.each([
    ['tests are green', 'tests are green'],
    ['line\none\r\n\ttwo', 'line one   two'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['abc\u202edcba', 'abcdcba'],
    ['日本語 – ünïcode 🚀', '日本語 – ünïcode 🚀'],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    ['🚀'.repeat(200), '🚀'.repeat(200)],
    ['\u3164\u200b', ''],
  ])('%j is shown as %j', (text, shown) => {
    expect(strangersText(text)).toBe(shown);
  });
});
