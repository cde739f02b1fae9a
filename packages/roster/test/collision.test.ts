import { describe, expect, test } from 'vitest';
import {
  type Anchor,
  collisionsOf,
  type Presence,
  type Present,
  type ProcessFacts,
} from '../src/index.ts';

const now = '2026-02-15T13:16:02.154627Z';
const nowMs = Date.parse(now);
const anchor: Anchor = {
  kind: 'life',
  machine: 'm',
  boot: 'b',
  pidNamespace: 'n',
  pid: 7,
  start: '1',
};
const alive = { status: 'present', start: '1', ended: false } as const;
const facts: ProcessFacts = {
  machine: 'm',
  boot: 'b',
  pidNamespace: 'n',
  processes: new Map([
    [7, alive],
    [8, alive],
  ]),
};
const moment = { nowMs, facts };

function presence(change: Partial<Presence> = {}): Presence {
  return { anchors: [anchor], anchored: true, place: undefined, touching: [], ...change };
}

function present(participantId: string, change: Partial<Present> = {}): Present {
  const nothing = {
    focus: undefined,
    drives: false,
    verdict: 'here',
    presence: undefined,
  } as const;
  return { participantId, ...nothing, ...change };
}

const driving = { focus: 'wp:1', drives: true } as const;
const inTree = (worktree: string): Presence =>
  presence({ place: { repository: '/r/.git', worktree, branch: 'main' } });
const changing = (worktree: string, path: string, at = now): Presence => ({
  ...inTree(worktree),
  touching: [{ path, at }],
});

describe('a participant collides', () => {
  const ann = (change: Partial<Present>): Present => present('ann', change);
  const bob = (change: Partial<Present>): Present => present('bob', change);
  const ago = (ms: number): string => new Date(nowMs - ms).toISOString();
  const [halfAnHourAgo, almostHalfAnHourAgo] = [ago(1_800_000), ago(1_799_999)];
  const elsewhere = (path: string): Presence => presence({ touching: [{ path, at: now }] });

  test.each<[string, readonly unknown[], Present, Present]>([
    ['with who drives the same', ['ConcurrentDriver high bob wp:1'], ann(driving), bob(driving)],
    [
      'with who may drive the same, for all we know',
      ['ConcurrentDriver high bob wp:1'],
      ann(driving),
      bob({ ...driving, verdict: 'unknown' }),
    ],
    ['not with who is gone', [], ann(driving), bob({ ...driving, verdict: 'gone' })],
    ['not with who reviews the same', [], ann(driving), bob({ focus: 'wp:1' })],
    ['not with who drives something else', [], ann(driving), bob({ ...driving, focus: 'wp:2' })],
    ['not without a focus', [], ann({ drives: true }), bob({ drives: true })],
    [
      'with who is in the same worktree',
      ['SharedCheckout medium bob /w'],
      ann({ presence: inTree('/w') }),
      bob({ presence: inTree('/w') }),
    ],
    [
      'not with who is in another worktree',
      [],
      ann({ presence: inTree('/w') }),
      bob({ presence: inTree('/v') }),
    ],
    ['not outside of a worktree', [], ann({ presence: presence() }), bob({ presence: presence() })],
    [
      'with who changes the same file',
      ['SharedCheckout medium bob /w', 'SameFile high bob /w/a'],
      ann({ presence: changing('/w', '/w/a') }),
      bob({ presence: changing('/w', '/w/a') }),
    ],
    [
      'with who changes it in another worktree',
      ['SameFile high bob /w/a'],
      ann({ presence: changing('/w', '/w/a') }),
      bob({ presence: changing('/v', '/v/a') }),
    ],
    [
      'not with who changed it half an hour ago',
      [],
      ann({ presence: changing('/w', '/w/a') }),
      bob({ presence: changing('/v', '/v/a', halfAnHourAgo) }),
    ],
    [
      'with who changed it a moment less ago',
      ['SameFile high bob /w/a'],
      ann({ presence: changing('/w', '/w/a') }),
      bob({ presence: changing('/v', '/v/a', almostHalfAnHourAgo) }),
    ],
    [
      'not with who changes another file',
      [],
      ann({ presence: changing('/w', '/w/a') }),
      bob({ presence: changing('/v', '/v/b') }),
    ],
    [
      'with who changes the same file outside of any',
      ['SameFile high bob /etc/x'],
      ann({ presence: changing('/w', '/etc/x') }),
      bob({ presence: changing('/v/deep', '/etc/x') }),
    ],
    [
      'with who changes the same file, neither being in a repository',
      ['SameFile high bob /etc/x'],
      ann({ presence: elsewhere('/etc/x') }),
      bob({ presence: elsewhere('/etc/x') }),
    ],
    [
      'not with who changes another file, neither being in a repository',
      [],
      ann({ presence: elsewhere('/etc/x') }),
      bob({ presence: elsewhere('/etc/y') }),
    ],
    ...['..a', 'a../b'].map((name): [string, readonly string[], Present, Present] => [
      `with who changes ${name} in another worktree`,
      [`SameFile high bob /w/${name}`],
      ann({ presence: changing('/w', `/w/${name}`) }),
      bob({ presence: changing('/v', `/v/${name}`) }),
    ]),
    [
      'not with who is outside of any worktree',
      [],
      ann({ presence: inTree('/w') }),
      bob({ presence: presence() }),
    ],
    ['not with who recorded nothing', [], ann({ presence: inTree('/w') }), bob({})],
    [
      'with itself, in two processes',
      ['OpenTwice high ann '],
      ann({ presence: presence({ anchors: [anchor, { ...anchor, pid: 8 }] }) }),
      bob({}),
    ],
    [
      'not with itself, in a process and a task of it',
      [],
      ann({ presence: presence({ anchors: [anchor, { ...anchor, kind: 'task', pid: 8 }] }) }),
      bob({}),
    ],
    [
      'not with itself, where the other process has ended',
      [],
      ann({ presence: presence({ anchors: [anchor, { ...anchor, pid: 8, start: '0' }] }) }),
      bob({}),
    ],
  ])('%s', (_, expected, me, other) => {
    const seen = collisionsOf(me, [other], moment);
    expect(seen.map((each) => `${each.kind} ${each.severity} ${each.with} ${each.about}`)).toEqual(
      expected,
    );
  });

  test('badly in a worktree whose HEAD it is about to move', () => {
    const [me, other] = [ann({ presence: inTree('/w') }), bob({ presence: inTree('/w') })];
    expect(collisionsOf(me, [other], moment, { movesHead: true })).toMatchObject([
      { kind: 'SharedCheckout', severity: 'high' },
    ]);
  });
});
