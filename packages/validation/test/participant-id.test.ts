import { parseParticipantId } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { canonicalizeParticipantId, checkParticipantId } from '../src/index.ts';

const canonical = '01HXN8K3M9PQRSTVWXYZ654321';

describe('checkParticipantId', () => {
  test.each<[string, readonly string[]]>([
    [canonical, []],
    [canonical.toLowerCase(), ['warning PARTICIPANT_ID_CASE']],
    ['you', ['error PARTICIPANT_ID_LENGTH', 'error PARTICIPANT_ID_ALPHABET']],
  ])('of %j finds %j', (text, expected) => {
    const issues = checkParticipantId(text);
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    expect(issues.every(({ field }) => field === 'participant_id')).toBe(true);
  });
});

describe('canonicalizeParticipantId', () => {
  test.each([canonical, canonical.toLowerCase(), '01hxn8K3M9pqrstvWXYZ654321'])(
    'of %s gives the upper case, of which there is nothing to say',
    (text) => {
      const result = canonicalizeParticipantId(text);
      expect(result).toEqual({ ok: true, value: canonical });
      expect(result.ok && checkParticipantId(result.value)).toEqual([]);
    },
  );

  test.each(['', 'me', canonical.replace('0', '8')])('of %j gives its errors', (text) => {
    expect(canonicalizeParticipantId(text)).toEqual({
      ok: false,
      issues: checkParticipantId(text),
    });
    expect(canonicalizeParticipantId(text)).toEqual(parseParticipantId(text));
  });
});
