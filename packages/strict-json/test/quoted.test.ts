import { expect, test } from 'vitest';
import { quoted } from '../src/index.ts';

test.each([
  ['', '""'],
  ['a "key"', '"a \\"key\\""'],
  ['\u001b[2J\n', '"\\u001b[2J\\n"'],
  ['\u007f\u00e9\u{1f600}', '"\\u007f\\u00e9\\ud83d\\ude00"'],
  ['x'.repeat(80), `"${'x'.repeat(80)}"`],
  ['x'.repeat(81), `"${'x'.repeat(80)}..."`],
])('%j is shown as %s', (text, shown) => {
  expect(quoted(text)).toBe(shown);
});
