import { expect, test } from 'vitest';
import { parseJson } from '../src/index.ts';

// No text is so deep that reading it takes more stack than there is.

test.each([
  ['a million levels', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
  ['a million opening brackets', '['.repeat(1_000_000)],
])('%s are refused for their depth, as text and as bytes', (_, text) => {
  for (const source of [text, new TextEncoder().encode(text)]) {
    expect(parseJson(source)).toMatchObject({ ok: false, issues: [{ code: 'JSON_DEPTH' }] });
  }
});

test('a hundred thousand levels with an escaped key each are read, if so many are allowed', () => {
  const depth = 100_000;
  const text = `${'{"\\n":['.repeat(depth)}1${']}'.repeat(depth)}`;
  const parsed = parseJson(text, { maxDepth: Number.POSITIVE_INFINITY });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  let { value } = parsed;
  for (let level = 0; level < depth; level += 1) value = Object(value)['\n'][0];
  expect(value).toBe(1);
});
