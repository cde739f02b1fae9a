import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFocus, parseFocus } from '../src/index.ts';

const messageFor = (text: string): string => {
  const result = parseFocus(text);
  if (result.ok) throw new Error('this is a focus');
  return result.issues.map(({ message }) => message).join();
};

describe('a focus', () => {
  test.each([
    'wp:WP01',
    'step:implement',
    'wp:1',
    'step:a:b',
    'wp:wp:1',
    'wp:-',
    'wp:caf\u00e9',
    'step:\u65e5\u672c',
    'wp:\u{1f680}',
    `wp:${'x'.repeat(128)}`,
    `step:${'\u{1f680}'.repeat(128)}`,
  ])('may be %j', (text) => {
    expect(parseFocus(text)).toEqual({ ok: true, value: text });
  });

  test.each(['none', ''])('is none for %j', (text) => {
    expect(parseFocus(text)).toEqual({ ok: true, value: null });
  });

  test.each([
    'WP01',
    'wp',
    'wp:',
    'step:',
    'task:1',
    'WP:1',
    ' wp:1',
    'wp:1 ',
    'wp:a b',
    'wp:a\tb',
    'wp:a\n',
    'wp:\u00a0',
    'wp:\u2003x',
    'wp:\0',
    'wp:\u007f',
    'wp:\u0085',
    'wp:\u200b',
    'wp:a\u202eb',
    'wp:\ufeff',
    'wp:\ud800',
    'wp:\ue000',
    'None',
    'null',
    `wp:${'x'.repeat(129)}`,
    `wp:${'\u{1f680}'.repeat(129)}`,
  ])('cannot be %j', (text) => {
    expect(parseFocus(text)).toMatchObject({
      ok: false,
      issues: [{ code: 'FOCUS_FORMAT', severity: 'error', field: 'focus' }],
    });
  });

  test.each([
    ['WP01', 'wp:WP01'],
    ['wp01', 'wp:wp01'],
    ['T001', 'wp:T001'],
    ['step-3', 'step:step-3'],
    ['Step3', 'step:Step3'],
    ['mystep', 'wp:mystep'],
    ['WP:WP01', 'wp:WP01'],
    ['STEP:plan', 'step:plan'],
    [' wp:WP01 ', 'wp:WP01'],
    ['wp :WP01', 'wp:WP01'],
    ['None', 'none'],
    [' none', 'none'],
  ])('with %j, the error suggests %j', (text, suggestion) => {
    expect(messageFor(text)).toBe(
      `focus is wp:<id>, step:<id> or none; did you mean "${suggestion}"?`,
    );
  });

  test.each(['wp:', 'task:1', 'wp:a b', 'a b', ' ', ':', 'x'.repeat(200), 'a\u001b[2J'])(
    'with %j, the error suggests nothing',
    (text) => {
      expect(messageFor(text)).toBe('focus is wp:<id>, step:<id> or none');
    },
  );

  test('that is suggested is always valid', () => {
    const near = fc.string({ unit: fc.constantFrom(...'wpstepWPnone: \t\u202e1'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        const result = parseFocus(text);
        const message = result.ok ? '' : (result.issues[0]?.message ?? '');
        const suggestion = /did you mean (".*")\?$/.exec(message)?.[1];
        if (suggestion !== undefined && !suggestion.includes('...')) {
          expect(parseFocus(JSON.parse(suggestion)).ok).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('survives being formatted and parsed', () => {
    for (const text of ['wp:WP01', 'step:plan', 'none']) {
      const result = parseFocus(text);
      expect(result.ok && formatFocus(result.value)).toBe(text);
    }
    expect(formatFocus(null)).toBe('none');
  });
});
