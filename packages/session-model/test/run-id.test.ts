import { describe, expect, test } from 'vitest';
import { InvalidIdError, parseRunId, requireRunId } from '../src/index.ts';

const canonical = '01HXN8K3M9PQRSTVWXYZ123456';

describe('a run id', () => {
  test('is a ULID of either case, in upper case', () => {
    expect(parseRunId(canonical)).toEqual({ ok: true, value: canonical });
    expect(requireRunId(canonical.toLowerCase())).toBe(canonical);
  });

  test.each([
    ['too short', canonical.slice(1), ['RUN_ID_LENGTH']],
    ['of another alphabet', `${canonical.slice(1)}U`, ['RUN_ID_ALPHABET']],
    ['beyond 128 bits', `8${canonical.slice(1)}`, ['RUN_ID_OVERFLOW']],
    ['empty', '', ['RUN_ID_LENGTH']],
    ['a UUID', '0190163d-8694-7399-a1f5-6c2a1ef4c7b5', ['RUN_ID_LENGTH', 'RUN_ID_ALPHABET']],
  ])('that is %s is refused', (_, text, codes) => {
    const result = parseRunId(text);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(codes);
    expect(result.ok ? [] : result.issues.map(({ field }) => field)).toEqual(
      codes.map(() => 'mission_run_id'),
    );
  });

  test('that is none is thrown as such, and shown: it names no person', () => {
    const wrong = () => requireRunId('run-1');
    expect(wrong).toThrow(InvalidIdError);
    expect(wrong).toThrow(/^invalid run id "run-1": a run id has 26 characters, this one 5; /);
    expect(wrong).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ID', kind: 'run-id' }));
  });
});
