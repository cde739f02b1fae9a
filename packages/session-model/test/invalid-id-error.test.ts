import { describe, expect, test } from 'vitest';
import {
  InvalidIdError,
  parseAlias,
  quoted,
  requireAlias,
  requireMissionId,
  requireParticipantId,
  requireRunId,
} from '../src/index.ts';

function thrownBy(body: () => unknown): InvalidIdError {
  try {
    body();
  } catch (error) {
    if (error instanceof InvalidIdError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('an invalid id', () => {
  test('is thrown as a typed error with every issue', () => {
    const error = thrownBy(() => requireAlias('-A'));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'InvalidIdError', code: 'ERR_INVALID_ID', kind: 'alias' });
    expect({ ok: false, issues: error.issues }).toEqual(parseAlias('-A'));
    expect(error.issues).toHaveLength(2);
  });

  test('is shown, with every reason', () => {
    expect(thrownBy(() => requireMissionId('..')).message).toBe(
      'invalid mission id "..": a mission id begins with a letter or a digit; a mission id does not end in a dot',
    );
    expect(thrownBy(() => requireAlias('')).message).toBe(
      'invalid alias "": an alias has 1 to 32 characters',
    );
    expect(thrownBy(() => requireRunId('run-1')).message).toMatch(
      /^invalid run id "run-1": a run id has 26 characters, this one 5; /,
    );
  });

  test('cannot control the terminal that shows it', () => {
    const { message } = thrownBy(() => requireMissionId('a"\u001b[2J\u0085\u202e\n'));
    expect(message).toContain(String.raw`"a\"\u001b[2J\u0085\u202e\n"`);
  });

  test('is cut when it is long', () => {
    const { message } = thrownBy(() => requireMissionId('x'.repeat(5000)));
    expect(message).toContain(`"${'x'.repeat(80)}..."`);
    expect(message.length).toBeLessThan(200);
  });

  test('is not shown when it is a participant id', () => {
    const text = '8ZZZZZZZZZZZZZZZZZZZZZZZZZ';
    const error = thrownBy(() => requireParticipantId(text));
    expect(error.kind).toBe('participant-id');
    expect(error.message).toMatch(/^invalid participant id: a participant id begins with 0 to 7/);
    expect(JSON.stringify(error) + error.stack).not.toContain(text);
  });
});

describe('a quoted text', () => {
  test.each([
    ['plain', '"plain"'],
    ['', '""'],
    ["it's", `"it's"`],
    ['a"b\\', String.raw`"a\"b\\"`],
    ['\u0000\u007f', String.raw`"\u0000\u007f"`],
    ['caf\u00e9 \u{1f600}', String.raw`"caf\u00e9 \ud83d\ude00"`],
    ['\ud800', String.raw`"\ud800"`],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}..."`],
  ])('%j is shown as %s', (text, shown) => {
    expect(quoted(text)).toBe(shown);
  });
});
