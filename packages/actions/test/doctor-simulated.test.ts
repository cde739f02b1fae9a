import { errnoOf } from '@missionctl/atomic-fs';
import { runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  faultRuns,
  kills,
  type Machine,
  type Outcome,
  type Planted,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { claimKey } from '@missionctl/roster';
import {
  aliasesDirectory,
  claimPath,
  lockPathOf,
  missionDirectory,
  missionsDirectory,
  participantDirectory,
  pointerPath,
  presencePath,
  sessionPath,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import type { Finding, RepairedFinding } from '../src/index.ts';
import { examine, repair } from '../src/operations.ts';
import { home, machineWith, on } from './simulated-home.ts';

const bot = { missionId: 'demo', alias: 'bot' };
const levels = [
  home.path,
  missionsDirectory(home.path),
  missionDirectory(home.path, 'demo'),
  aliasesDirectory(home.path, 'demo'),
  participantDirectory(home.path, bot),
];
const damage = '{ "mission_id": ';

function machineOf(files: Readonly<Record<string, Planted>>): Machine {
  return createMachine({ files: { '/home/me': { kind: 'directory' }, ...files } });
}

/** A damaged session of an alias, below directories of one mode. */
function damagedBelow(mode: number): Machine {
  const directories = levels.map((path): [string, Planted] => [path, { kind: 'directory', mode }]);
  return machineOf({ ...Object.fromEntries(directories), [sessionPath(home.path, bot)]: damage });
}

function summary(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, path }) => `${code} ${path}`);
}

function isKept(machine: Machine): boolean {
  return machine
    .entries()
    .some(({ kind, path }) => kind === 'file' && machine.text(path) === damage);
}

describe('directories that are closed to their owner', () => {
  test('hide what is behind them from examine, which says so', () => {
    const found = on(damagedBelow(0o600), examine(home));
    expect(found).toMatchObject([
      { code: 'MODE_TOO_NARROW', path: home.path, facts: { mode: 0o600 }, closed: true },
    ]);
  });

  test('are opened by repair, level by level, and what is behind them is found', () => {
    const machine = damagedBelow(0o600);
    expect(summary(on(machine, repair(home)))).toEqual([
      ...levels.map((path) => `MODE_TOO_NARROW ${path}`),
      `SESSION_DAMAGED ${sessionPath(home.path, bot)}`,
    ]);
    expect(on(machine, examine(home))).toEqual([]);
    expect(isKept(machine)).toBe(true);
  });

  test('that cannot even be opened are for their owner to open', () => {
    const machine = damagedBelow(0o000);
    expect(on(machine, repair(home))).toMatchObject([
      { code: 'MODE_TOO_NARROW', path: home.path, fix: undefined, closed: true, state: 'advice' },
    ]);
  });

  test('do not stop root, who is shown what is behind them', () => {
    const machine = damagedBelow(0o600);
    const { system } = machine.start({ uid: 0 });
    const found = on({ ...machine, start: () => ({ ...machine.start(), system }) }, examine(home));
    expect(found.map(({ closed }) => closed)).not.toContain(true);
  });
});

test('examine sees the modes that repair would set, and changes none', () => {
  const machine = damagedBelow(0o777);
  const before = machine.fingerprint();
  const trusting = { trusted: levels };
  const examined = on(machine.afterKill(), examine(home, trusting));
  expect(machine.fingerprint()).toBe(before);
  expect(examined.at(-1)).toMatchObject({ code: 'SESSION_DAMAGED', fix: 'move-aside' });
  expect(summary(examined)).toEqual(summary(on(machine, repair(home, trusting))));
});

describe('what everyone could have written', () => {
  test('is found all at once, and stays as it is until each is trusted', () => {
    const machine = damagedBelow(0o777);
    const before = machine.fingerprint();
    const unsafe = levels.map((path) => `UNSAFE_FILE ${path}`);
    expect(summary(on(machine, examine(home)))).toEqual(unsafe);
    for (const { state } of on(machine, repair(home))) expect(state).toBe('advice');
    expect(machine.fingerprint()).toBe(before);
    const some = levels.slice(2);
    expect(on(machine, repair(home, { trusted: some }))).toMatchObject([
      ...levels.slice(0, 2).map((path) => ({ path, state: 'advice', fix: undefined })),
      ...some.map((path) => ({ path, state: 'fixed', result: { mode: 0o700 } })),
    ]);
  });

  test('shows what it says, damage too', () => {
    const found = on(damagedBelow(0o777), examine(home));
    const content = [{ what: 'damaged', path: sessionPath(home.path, bot) }];
    for (const { facts } of found) expect(facts).toMatchObject({ reason: 'mode', content });
  });
});

describe('what belongs to another user', () => {
  const another = (path: string): Machine =>
    createMachine({
      files: {
        '/home/me': { kind: 'directory' },
        ...Object.fromEntries(
          levels.map((each): [string, Planted] => [
            each,
            { kind: 'directory', mode: 0o755, uid: each === path ? 1001 : 1000 },
          ]),
        ),
        [sessionPath(home.path, bot)]: { content: damage, mode: 0o644 },
        [`${participantDirectory(home.path, bot)}/.session.json.abcdefghijkl.tmp`]: 'half',
      },
    });

  test.each(levels)('is found, never touched, and nothing behind it is: %s', (path) => {
    const machine = another(path);
    const trusting = { trusted: [path] };
    const found = on(machine, repair(home, trusting));
    expect(found.at(-1)).toMatchObject({
      code: 'UNSAFE_FILE',
      path,
      facts: { reason: 'owner', wanted: undefined, content: [] },
      state: 'advice',
    });
    expect(found.filter((each) => each.path.startsWith(path))).toHaveLength(1);
    const behind = machine.entries().filter((each) => each.path.startsWith(path));
    const kept = another(path)
      .entries()
      .filter((each) => each.path.startsWith(path));
    expect(behind).toEqual(kept);
    expect(isKept(machine)).toBe(true);
  });
});

describe('a file of root that is closed to us', () => {
  const planted = { content: damage, mode: 0o600, uid: 0 } as const;
  test.each([
    ['SESSION_DAMAGED', sessionPath(home.path, bot)],
    ['POINTER_DAMAGED', pointerPath(home.path)],
  ])('is reported as %s, and never moved', (code, path) => {
    const machine = machineOf({ [path]: planted });
    expect(on(machine, repair(home))).toMatchObject([{ code, path, state: 'advice' }]);
    expect(machine.text(path)).toBe(damage);
  });

  test('of another user is refused for its owner', () => {
    const machine = machineOf({ [sessionPath(home.path, bot)]: { ...planted, uid: 1001 } });
    expect(on(machine, repair(home))).toMatchObject([
      { code: 'UNSAFE_FILE', path: sessionPath(home.path, bot), facts: { reason: 'owner' } },
    ]);
  });
});

test.each([
  ['with the sticky bit, such as /tmp', { mode: 0o1777 }, true],
  ['that holds nothing of ours', { mode: 0o777 }, false],
])('a home %s is never trusted', (_, planted, holdsOurs) => {
  const machine = machineOf({
    [home.path]: { kind: 'directory', ...planted },
    ...(holdsOurs ? { [missionsDirectory(home.path)]: { kind: 'directory', mode: 0o700 } } : {}),
  });
  expect(on(machine, repair(home, { trusted: [home.path] }))).toMatchObject([
    { code: 'UNSAFE_FILE', path: home.path, facts: { wanted: undefined }, state: 'advice' },
  ]);
  expect(machine.entries().find(({ path }) => path === home.path)).toMatchObject(planted);
});

test('root finds nothing wrong in the home of another user that is sound', () => {
  const machine = machineWith('demo');
  const { system } = machine.start({ uid: 0 });
  expect(runSync(examine(home), system)).toEqual([]);
  expect(() => runSync(repair(home), system)).toThrow(
    expect.objectContaining({ code: 'ERR_UNSAFE_FILE', path: home.path, actingUid: 0 }),
  );
});

test('where there are no modes, none is wrong', () => {
  const windows = createMachine({
    windows: true,
    files: { [sessionPath(home.path, bot)]: { content: damage, mode: 0o666 } },
  });
  expect(summary(on(windows, examine(home)))).toEqual([
    `SESSION_DAMAGED ${sessionPath(home.path, bot)}`,
  ]);
});

test('a lock file that its owner may not read and write is reported, with that reason', () => {
  const lock = lockPathOf(pointerPath(home.path));
  expect(on(machineOf({ [lock]: { mode: 0o400 } }), repair(home))).toMatchObject([
    {
      code: 'LOCK_UNUSABLE',
      path: lock,
      facts: { reason: 'not-writable', kind: 'file' },
      state: 'advice',
    },
  ]);
  expect(on(machineOf({ [lock]: { mode: 0o644 } }), examine(home))).toEqual([]);
});

const nobody = '01HXN8K3M9PQRSTVWXYZ123456';
const claimAt = (focus: string): string => claimPath(home.path, 'empty', claimKey(focus));

/** A home with one finding for every fix that writes; or those that concern the chosen paths. */
function sickMachine(isChosen: (path: string) => boolean = () => true): Machine {
  const session = (missionId: string, lastActivityAt: string): string =>
    JSON.stringify({
      mission_id: missionId,
      mission_run_id: '01HXN8K3M9PQRSTVWXYZ123456',
      participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
      role: 'developer',
      joined_at: '2026-02-01T12:00:00.000000Z',
      last_activity_at: lastActivityAt,
      drive_intent: 'inactive',
      focus: null,
      session_token: '',
      saas_api_url: '',
    });
  const at = (missionId: string): string => sessionPath(home.path, { missionId });
  const planted: Readonly<Record<string, Planted>> = {
    [missionsDirectory(home.path)]: { kind: 'directory', mode: 0o755 },
    [at('reversed')]: session('reversed', '2025-01-01T00:00:00.000000Z'),
    [at('ahead')]: session('ahead', '9999-12-31T23:59:59.999999Z'),
    [at('mixed')]: session('mixed', '2026-02-15T12:00:00.000000'),
    [sessionPath(home.path, bot)]: { content: damage, mode: 0o644 },
    [`${missionDirectory(home.path, 'mixed')}/.session.json.abcdefghijkl.tmp`]: 'half',
    [pointerPath(home.path)]: '{"active_mission_id":"gone","last_switched_at":null}',
    [presencePath(home.path, 'empty', nobody)]: '{"anchors":[],"anchored":false}',
    [claimAt('wp:WP01')]: JSON.stringify({
      focus: 'wp:WP01',
      holder: nobody,
      term: 3,
      since: '2026-02-01T12:00:00.000000Z',
    }),
    [claimAt('wp:WP02')]: damage,
  };
  return machineOf(Object.fromEntries(Object.entries(planted).filter(([path]) => isChosen(path))));
}

/** What a repair says that it has repaired, whether it came to its end or not. */
function repairedIn(outcome: Outcome<readonly RepairedFinding[]>): readonly RepairedFinding[] {
  if (outcome.status === 'returned') return outcome.value;
  if (outcome.status !== 'threw') return [];
  const { repaired = [] } = outcome.error as { repaired?: readonly RepairedFinding[] };
  return repaired;
}

describe('a repair', () => {
  test('carries out every kind of fix', () => {
    const machine = sickMachine();
    const found = on(machine, repair(home));
    expect(found.map(({ state }) => state)).not.toContain('failed');
    expect(new Set(found.map(({ fix }) => fix))).toEqual(
      new Set([
        'set-mode',
        'remove-orphan',
        'move-aside',
        'forget-mission',
        'raise-activity',
        'write-utc',
        'lower-times',
        'remove-presence',
        'release-claim',
      ]),
    );
    expect(on(machine, examine(home))).toEqual([]);
  });

  // The runs are as many as the calls, and as long: each part is short.
  const parts = [
    [
      'modes, a damage and the pointer',
      (path: string) => !/reversed|ahead|mixed|roster/.test(path),
    ],
    ['reversed times and a damage', (path: string) => /reversed|demo/.test(path)],
    ['times ahead and a damage', (path: string) => /ahead|demo/.test(path)],
    ['mixed times, an orphan and a damage', (path: string) => /mixed|demo/.test(path)],
  ] as const;

  const ofRoster = ['records of the roster', (path: string) => path.includes('roster')] as const;

  test.each([...parts, ofRoster])(
    'of %s that is cut off at any moment loses nothing, and the next one completes it',
    (_, isChosen) => {
      let states = 0;
      for (const crashes of [kills, powerCuts]) {
        for (const { machine } of crashes(sickMachine(isChosen), repair(home))) {
          states += 1;
          expect(isKept(machine)).toBe(true);
          on(machine, repair(home));
          expect(on(machine, examine(home))).toEqual([]);
          expect(isKept(machine)).toBe(true);
        }
      }
      expect(states).toBeGreaterThan(20);
    },
  );

  test.each(parts)(
    'of %s in which any one call fails says what it repaired, loses and holds nothing, and can be run again',
    (_, isChosen) => {
      const sick = summary(on(sickMachine(isChosen), examine(home)));
      const runs = faultRuns(sickMachine(isChosen), () => repair(home));
      for (const { machine, outcome, process } of runs) {
        if (outcome.status === 'threw') expect(errnoOf(outcome.error)).toMatch(/^ERR_/);
        expect(process.held()).toBe(0);
        expect(isKept(machine)).toBe(true);
        const still = summary(on(machine, examine(home)));
        for (const each of repairedIn(outcome)) {
          const { code, path, state } = each;
          if (state === 'fixed') expect(still).not.toContain(`${code} ${path}`);
          // A later fix of the same file moves it aside, or removes an orphan as well.
          const isFixedLater = repairedIn(outcome).some(
            (other) => other.path === path && other.state === 'fixed',
          );
          if (state !== 'failed' || isFixedLater || code === 'ORPHAN') continue;
          const isChanged = (each.error as { outcome?: string }).outcome === 'changed-not-durable';
          if (!isChanged) expect(still).toContain(`${code} ${path}`);
        }
        const said = repairedIn(outcome).filter(({ state }) => state === 'fixed');
        if (outcome.status === 'threw' && said.length === 0) expect(still).toEqual(sick);
        on(machine, repair(home));
        expect(on(machine, examine(home))).toEqual([]);
      }
    },
  );
});
