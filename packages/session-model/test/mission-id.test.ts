import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseKey, parseMissionId, requireMissionId } from '../src/index.ts';

const codesOf = (text: string): readonly string[] => {
  const result = parseMissionId(text);
  return result.ok ? [] : result.issues.map(({ code }) => code);
};

describe('a mission id', () => {
  test.each([
    'mission-abc-123',
    '040-mission',
    'a',
    '0',
    'A.b_c-d',
    'a..b',
    'x'.repeat(64),
    'console',
    'con-1',
    'com',
    'com10',
    'lpt',
    'aux_',
    'my.con',
    'nul1',
  ])('may be %j', (text) => {
    expect(parseMissionId(text)).toEqual({ ok: true, value: text });
    expect(requireMissionId(text)).toBe(text);
  });

  test.each<[string, readonly string[]]>([
    ['', ['MISSION_ID_LENGTH']],
    ['x'.repeat(65), ['MISSION_ID_LENGTH']],
    ['x'.repeat(300), ['MISSION_ID_LENGTH']],
    ['a/b', ['MISSION_ID_ALPHABET']],
    ['a\\b', ['MISSION_ID_ALPHABET']],
    ['C:', ['MISSION_ID_ALPHABET']],
    ['a b', ['MISSION_ID_ALPHABET']],
    ['a ', ['MISSION_ID_ALPHABET']],
    ['a\n', ['MISSION_ID_ALPHABET']],
    ['a\nb', ['MISSION_ID_ALPHABET']],
    ['a\0', ['MISSION_ID_ALPHABET']],
    ['\0', ['MISSION_ID_ALPHABET']],
    ['caf\u00e9', ['MISSION_ID_ALPHABET']],
    ['\u0430bc', ['MISSION_ID_ALPHABET']],
    ['mi\u017fsion', ['MISSION_ID_ALPHABET']],
    ['a%2fb', ['MISSION_ID_ALPHABET']],
    ['~', ['MISSION_ID_ALPHABET']],
    ['/abs', ['MISSION_ID_ALPHABET']],
    ['com\u00b9', ['MISSION_ID_ALPHABET']],
    ['../x', ['MISSION_ID_ALPHABET', 'MISSION_ID_START']],
    ['../../../evil', ['MISSION_ID_ALPHABET', 'MISSION_ID_START']],
    ['.hidden', ['MISSION_ID_START']],
    ['-flag', ['MISSION_ID_START']],
    ['_a', ['MISSION_ID_START']],
    ['.', ['MISSION_ID_START', 'MISSION_ID_END']],
    ['..', ['MISSION_ID_START', 'MISSION_ID_END']],
    ['a.', ['MISSION_ID_END']],
    ['con', ['MISSION_ID_DEVICE_NAME']],
    ['PRN', ['MISSION_ID_DEVICE_NAME']],
    ['Aux.txt', ['MISSION_ID_DEVICE_NAME']],
    ['nul.tar.gz', ['MISSION_ID_DEVICE_NAME']],
    ['com0', ['MISSION_ID_DEVICE_NAME']],
    ['COM9.log', ['MISSION_ID_DEVICE_NAME']],
    ['lpt0', ['MISSION_ID_DEVICE_NAME']],
    ['Lpt9.x', ['MISSION_ID_DEVICE_NAME']],
    ['con.', ['MISSION_ID_END', 'MISSION_ID_DEVICE_NAME']],
  ])('cannot be %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  test.each([
    ['', 'MISSION_ID_LENGTH', 'a mission id has 1 to 64 characters'],
    ['a/b', 'MISSION_ID_ALPHABET', 'a mission id holds only a-z, A-Z, 0-9, ".", "_" and "-"'],
    ['-a', 'MISSION_ID_START', 'a mission id begins with a letter or a digit'],
    ['a.', 'MISSION_ID_END', 'a mission id does not end in a dot'],
    ['con', 'MISSION_ID_DEVICE_NAME', 'a mission id is not the name of a Windows device'],
  ])(
    'is refused for %j with the key that holds it, as an error, and in words',
    (text, code, message) => {
      const issue = { code, severity: 'error', field: 'mission_id', message };
      expect(parseMissionId(text)).toEqual({ ok: false, issues: [issue] });
    },
  );

  test('is accepted exactly when it follows the rule as one regular expression has it', () => {
    const rule =
      /^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))(?=.{1,64}$)[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?$/i;
    const near = fc.string({ unit: fc.constantFrom(...'aZ09._-/ \n\u00e9con'), maxLength: 70 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        expect(parseMissionId(text).ok).toBe(rule.test(text) && !/[^ -~]/.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['Mission-A', 'mission-a', true],
    ['mission-a', 'mission-a', true],
    ['mission-a', 'mission-b', false],
    ['mission_a', 'mission-a', false],
  ])('%j and %j share a directory on a disk that ignores case: %j', (one, other, collide) => {
    const equal = caseKey(requireMissionId(one)) === caseKey(requireMissionId(other));
    expect(equal).toBe(collide);
  });
});
