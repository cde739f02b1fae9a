import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseParticipantId, requireParticipantId } from '../src/index.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const codesOf = (text: string): readonly string[] => {
  const result = parseParticipantId(text);
  return result.ok ? [] : result.issues.map(({ code }) => code);
};

describe('a participant id', () => {
  test.each([
    '01HXN8K3M9PQRSTVWXYZ654321',
    '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    '00000000000000000000000000',
    `0${crockford.slice(7)}`,
  ])('may be %j', (text) => {
    expect(parseParticipantId(text)).toEqual({ ok: true, value: text });
  });

  test('is canonical in upper case, whatever case it comes in', () => {
    const text = '01hxn8k3m9pqrstvwxyz654321';
    expect(parseParticipantId(text)).toEqual({ ok: true, value: text.toUpperCase() });
    expect(requireParticipantId('01HXN8k3m9PQRSTVWXYZ654321')).toBe(text.toUpperCase());
  });

  test.each<[string, readonly string[]]>([
    ['', ['PARTICIPANT_ID_LENGTH']],
    ['01HQRS8ZMBE6XYZ0000000001', ['PARTICIPANT_ID_LENGTH']],
    ['01HXN8K3M9PQRSTVWXYZ6543210', ['PARTICIPANT_ID_LENGTH']],
    ['01HXN8K3M9PQRSTVWXYZ65432I', ['PARTICIPANT_ID_ALPHABET']],
    ['01HXN8K3M9PQRSTVWXYZ65432l', ['PARTICIPANT_ID_ALPHABET']],
    ['01HXN8K3M9PQRSTVWXYZ65432O', ['PARTICIPANT_ID_ALPHABET']],
    ['01HXN8K3M9PQRSTVWXYZ65432u', ['PARTICIPANT_ID_ALPHABET']],
    ['01HXN8K3M9PQRSTVWXYZ65432-', ['PARTICIPANT_ID_ALPHABET']],
    ['01HXN8K3M9PQRSTVWXYZ65432\n', ['PARTICIPANT_ID_ALPHABET']],
    ['\u017f'.repeat(26), ['PARTICIPANT_ID_ALPHABET']],
    ['0\u212a'.repeat(13), ['PARTICIPANT_ID_ALPHABET']],
    ['0\u0661'.repeat(13), ['PARTICIPANT_ID_ALPHABET']],
    ['me', ['PARTICIPANT_ID_LENGTH']],
    ['you', ['PARTICIPANT_ID_LENGTH', 'PARTICIPANT_ID_ALPHABET']],
    ['80000000000000000000000000', ['PARTICIPANT_ID_OVERFLOW']],
    ['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', ['PARTICIPANT_ID_OVERFLOW']],
    ['zzzzzzzzzzzzzzzzzzzzzzzzzz', ['PARTICIPANT_ID_OVERFLOW']],
    ['a0000000000000000000000000', ['PARTICIPANT_ID_OVERFLOW']],
  ])('cannot be %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  test('is every text of 26 characters of the alphabet that begins with 0 to 7', () => {
    const ulid = fc
      .tuple(
        fc.constantFrom(...'01234567'),
        fc.string({ unit: fc.constantFrom(...crockford), minLength: 25, maxLength: 25 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(ulid, (text) => {
        expect(requireParticipantId(text)).toBe(text);
        expect(requireParticipantId(text.toLowerCase())).toBe(text);
      }),
    );
  });

  test('is shown by no message', () => {
    const shapes = fc.string({ unit: fc.constantFrom(...crockford, 'I', 'z'), minLength: 5 });
    fc.assert(
      fc.property(shapes, (text) => {
        const result = parseParticipantId(text);
        if (!result.ok) expect(JSON.stringify(result.issues)).not.toContain(text);
      }),
    );
  });

  test.each([
    ['0', 'LENGTH', 'a participant id has 26 characters, this one 1'],
    [
      '0'.repeat(25).concat('O'),
      'ALPHABET',
      'a participant id holds only 0-9 and A-Z without I, L, O and U',
    ],
    ['8'.repeat(26), 'OVERFLOW', 'a participant id begins with 0 to 7, or it exceeds 128 bits'],
  ])(
    'is refused for %j with the key that holds it, as an error, and in words',
    (text, what, message) => {
      const issue = {
        code: `PARTICIPANT_ID_${what}`,
        severity: 'error',
        field: 'participant_id',
        message,
      };
      expect(parseParticipantId(text)).toEqual({ ok: false, issues: [issue] });
    },
  );
});
