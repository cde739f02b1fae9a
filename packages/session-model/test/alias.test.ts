import { describe, expect, test } from 'vitest';
import { parseAlias, requireAlias } from '../src/index.ts';

const codesOf = (text: string): readonly string[] => {
  const result = parseAlias(text);
  return result.ok ? [] : result.issues.map(({ code }) => code);
};

describe('an alias', () => {
  test.each(['a', '7', 'agent-1', 'claude_code', 'x'.repeat(32), 'console', 'com10', 'a-'])(
    'may be %j',
    (text) => {
      expect(parseAlias(text)).toEqual({ ok: true, value: text });
      expect(requireAlias(text)).toBe(text);
    },
  );

  test.each<[string, readonly string[]]>([
    ['', ['ALIAS_LENGTH']],
    ['x'.repeat(33), ['ALIAS_LENGTH']],
    ['Agent', ['ALIAS_ALPHABET']],
    ['a.b', ['ALIAS_ALPHABET']],
    ['a/b', ['ALIAS_ALPHABET']],
    ['a b', ['ALIAS_ALPHABET']],
    ['a\n', ['ALIAS_ALPHABET']],
    ['a\0', ['ALIAS_ALPHABET']],
    ['\u00e9', ['ALIAS_ALPHABET']],
    ['..', ['ALIAS_ALPHABET']],
    ['-a', ['ALIAS_START']],
    ['_a', ['ALIAS_START']],
    ['con', ['ALIAS_DEVICE_NAME']],
    ['nul', ['ALIAS_DEVICE_NAME']],
    ['com1', ['ALIAS_DEVICE_NAME']],
    ['CON', ['ALIAS_ALPHABET', 'ALIAS_DEVICE_NAME']],
    ['con.txt', ['ALIAS_ALPHABET', 'ALIAS_DEVICE_NAME']],
  ])('cannot be %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  test.each([
    ['', 'ALIAS_LENGTH', 'an alias has 1 to 32 characters'],
    ['A', 'ALIAS_ALPHABET', 'an alias holds only a-z, 0-9, "_" and "-"'],
    ['-a', 'ALIAS_START', 'an alias begins with a letter or a digit'],
    ['con', 'ALIAS_DEVICE_NAME', 'an alias is not the name of a Windows device'],
  ])(
    'is refused for %j in words, and with no key, since no file holds it',
    (text, code, message) => {
      const issue = { code, severity: 'error', field: '', message };
      expect(parseAlias(text)).toEqual({ ok: false, issues: [issue] });
    },
  );
});
