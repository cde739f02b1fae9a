import { describe, expect, test } from 'vitest';
import { presetIssuer } from '../src/index.ts';

const participantId = '01HXN8K3M9PQRSTVWXYZ654321';
const missionRunId = '01HXN8K3M9PQRSTVWXYZ123456';
const clock = () => Date.UTC(2026, 1, 15, 13, 16, 2, 154) + 0.627;
const request = { missionId: 'demo', role: 'developer', principal: 'me@here' };

describe('the preset issuer', () => {
  test('returns what it was given, in canonical case, joined now', async () => {
    const issuer = presetIssuer({
      participantId: participantId.toLowerCase(),
      missionRunId: missionRunId.toLowerCase(),
      clock,
    });
    expect(await issuer.join(request)).toEqual({
      participantId,
      missionRunId,
      role: 'developer',
      joinedAt: '2026-02-15T13:16:02.154627Z',
      sessionToken: '',
      apiUrl: '',
    });
  });

  test('returns no run id when it was given none', async () => {
    expect(await presetIssuer({ participantId, clock }).join(request)).toMatchObject({
      missionRunId: '',
    });
    const empty = presetIssuer({ participantId, missionRunId: '', clock });
    expect(await empty.join(request)).toMatchObject({ missionRunId: '' });
  });

  test.each<[string, object, string]>([
    ['a participant id that is none', { participantId: 'me' }, 'participant-id'],
    [
      'a participant id beyond 128 bits',
      { participantId: `8${participantId.slice(1)}` },
      'participant-id',
    ],
    ['an empty participant id', { participantId: '' }, 'participant-id'],
    ['a run id that is none', { missionRunId: 'run-1' }, 'run-id'],
  ])('refuses %s before it is asked', (_, wrong, kind) => {
    expect(() => presetIssuer({ participantId, missionRunId, clock, ...wrong })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ID', kind }),
    );
  });
});

test('a signal of another realm is one: who asks with one that is aborted gets its reason', async () => {
  const reason = new Error('stopped');
  const signal = { aborted: true, reason, addEventListener: () => {} } as unknown as AbortSignal;
  const issuer = presetIssuer({ participantId, clock });
  await expect(issuer.join(request, { signal })).rejects.toBe(reason);
});
