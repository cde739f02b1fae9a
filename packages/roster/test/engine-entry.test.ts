import { timestampFromMs } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { engineEntryOf, type HomeParticipant } from '../src/index.ts';

const at = '2026-02-15T13:16:02.154627Z';
const canary = 'canary-c0ffee';
const time = timestampFromMs(Date.parse(at));
const machine = 'this machine';

const participant: HomeParticipant = {
  session: {
    missionId: 'demo',
    missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
    participantId: '01HXN8K3M9PQRSTVWXYZANNA00',
    role: 'developer',
    joinedAt: time,
    lastActivityAt: time,
    driveIntent: 'active',
    focus: 'wp:WP01',
    sessionToken: canary,
    saasApiUrl: `https://${canary}.example`,
  },
  alias: 'bot',
  presence: {
    anchors: [
      { kind: 'life', machine: canary, boot: canary, pidNamespace: canary, pid: 7, start: canary },
    ],
    anchored: true,
    place: { repository: `/${canary}/w/.git`, worktree: `/${canary}/w`, branch: 'main' },
    touching: [
      { path: `/${canary}/w/src/a.ts`, at },
      { path: `/${canary}/elsewhere/b.ts`, at },
      { path: `/${canary}/w`, at },
    ],
    continued: 'wp:WP02',
  },
  verdict: 'here',
  claim: { focus: 'wp:WP01', holder: 'x', term: 3, since: at, reason: canary, wantedBy: [] },
};

describe('what leaves a home', () => {
  const remote = `https://${canary}:${canary}@example.com/team/w.git?token=${canary}#${canary}`;
  const entry = engineEntryOf(participant, { machine, remote });

  test('is what others have to know of a participant', () => {
    expect(entry).toMatchObject({
      participantId: participant.session.participantId,
      alias: 'bot',
      role: 'developer',
      focus: 'wp:WP01',
      driveIntent: 'active',
      verdict: 'here',
      continued: 'wp:WP02',
      claim: { focus: 'wp:WP01', term: 3, since: at },
      place: { repository: 'https://example.com/team/w.git', branch: 'main' },
    });
    expect([entry.joinedAt, entry.lastActivityAt]).toEqual([time, time]);
    expect(entry.touching).toBeUndefined();
  });

  test('holds no token, no URL of an API, no path, no anchor and no reason', () => {
    for (const touching of [false, true]) {
      const text = JSON.stringify(engineEntryOf(participant, { machine, remote, touching }));
      expect(text).not.toContain(canary);
    }
  });

  test('names files by their path in the worktree, when it is asked to, and none outside of it', () => {
    const asked = engineEntryOf(participant, { machine, remote, touching: true });
    expect(asked.touching).toEqual([{ path: 'src/a.ts', at }]);
  });

  test('has equal hashes for one path of one machine, and others for another machine', () => {
    const worktreeOn = (id: string): string | undefined =>
      engineEntryOf(participant, { machine: id, remote }).place?.worktree;
    expect(worktreeOn(machine)).toMatch(/^[0-9a-f]{40}$/);
    expect(worktreeOn(machine)).toBe(worktreeOn(machine));
    expect(worktreeOn('another')).not.toBe(worktreeOn(machine));
  });
});

describe('a remote', () => {
  test.each([
    ['https://example.com/team/w.git', 'https://example.com/team/w.git'],
    ['https://me:secret@example.com:8443/team/w.git', 'https://example.com:8443/team/w.git'],
    ['https://ghp_secret@example.com/w', 'https://example.com/w'],
    ['ssh://git@example.com:22/team/w.git', 'ssh://example.com:22/team/w.git'],
    ['git@example.com:team/w.git', 'example.com:team/w.git'],
    ['example.com:team/w.git', 'example.com:team/w.git'],
  ])('%s leaves the home as %s', (remote, shown) => {
    expect(engineEntryOf(participant, { machine, remote }).place?.repository).toBe(shown);
  });

  test.each([
    undefined,
    '/srv/git/w.git',
    '../w.git',
    'w.git',
    'file:///srv/git/w.git',
    'C:\\git\\w.git',
    'C:/git/w.git',
    './a:b',
    'ext::sh -c secret',
    'ext::secret',
    'me:secret@example.com:team/w.git',
    'https://',
  ])('that is a path, or nothing that is known, leaves it as a hash: %s', (remote) => {
    const { place } = engineEntryOf(participant, { machine, remote });
    expect(place?.repository).toMatch(/^[0-9a-f]{40}$/);
  });
});
