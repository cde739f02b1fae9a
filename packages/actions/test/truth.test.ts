import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { type FaultRun, faultRuns, type Machine } from '@missionctl/atomic-fs/testing';
import { ledgerPath, pinPath, pointerPath, sessionPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import type { JoinOutcome, StoredNow } from '../src/index.ts';
import { joinLocally, leave, pin, setFocus, switchMission, unpin } from '../src/operations.ts';
import { home, joinedOn, joining, leaving, listed, machineWith, on } from './simulated-home.ts';
import { evidence } from './test-home.ts';

// Whatever call of an action fails, and however: what its outcome, warning or error says about what
// is stored is what is stored.

const demo = evidence({ flag: 'demo' });
const session = sessionPath(home.path, { missionId: 'demo' });
const pointer = pointerPath(home.path);
const directory = '/home/me/work';
const damage = '{ "mission_id": ';

/** The text of every document: locks and pending files hold nothing that was reported. */
function documents(machine: Machine): ReadonlyMap<string, string> {
  const paths = machine.entries().flatMap(({ path, kind }) => (kind === 'file' ? [path] : []));
  return new Map(
    paths
      .filter((path) => !/\.(lock|tmp|mode)$/.test(path))
      .map((path) => [path, machine.text(path) ?? '']),
  );
}

/** The documents that are not what they were, sorted. */
function changes(before: ReadonlyMap<string, string>, machine: Machine): readonly string[] {
  const after = documents(machine);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}

interface Thrown {
  readonly code?: string;
  readonly path?: string;
  readonly outcome?: string;
  readonly storedNow?: StoredNow;
}

/** The documents that an error says were changed, sorted. */
function claimedBy(error: unknown): readonly string[] {
  const { code, path, outcome, storedNow: now } = error as Thrown;
  expect(code).toMatch(/^ERR_/);
  if (now === undefined) return outcome === 'changed-not-durable' && path ? [path] : [];
  return [
    ...(now.pointer === 'cleared' ? [pointer] : []),
    ...(now.session === 'unchanged' ? [] : [session]),
    ...(now.quarantined === undefined ? [] : [now.quarantined]),
  ].toSorted();
}

/** Whether a run left something that no earlier one has left. */
function newStates(): (run: FaultRun<unknown>) => boolean {
  const seen = new Set<string>();
  return ({ outcome, machine }) => {
    const state = `${outcome.status} ${JSON.stringify([...documents(machine)])}`;
    return seen.size < seen.add(state).size;
  };
}

/** A directory that was made is none of the documents. */
function onlyDocuments(paths: readonly string[], machine: Machine): readonly string[] {
  const directories = new Set(
    machine.entries().flatMap(({ path, kind }) => (kind === 'directory' ? [path] : [])),
  );
  return paths.filter((path) => !directories.has(path));
}

function work(machine: Machine): Machine {
  on(machine, effects.mkdir(directory, 0o700));
  return machine.afterShutdown();
}

/** A machine on which the session of `demo` is damaged. */
function damaged(...missions: readonly string[]): Machine {
  const machine = machineWith(...missions);
  on(machine, overwrite(session, damage));
  return machine.afterShutdown();
}

function* overwrite(path: string, text: string): Operation<void> {
  yield* effects.unlink(path);
  const fd = yield* effects.open(path, 'create', 0o600);
  yield* effects.write(fd, new TextEncoder().encode(text), 0);
  yield* effects.fsync(fd);
  yield* effects.close(fd);
}

function rejoining(role: string): Operation<JoinOutcome> {
  return joinLocally(home, demo, { role, principal: 'me@here', replace: true });
}

const joins: readonly (readonly [string, () => Machine, () => Operation<JoinOutcome>])[] = [
  ['the first mission', () => machineWith(), () => joining('demo')],
  ['another mission', () => machineWith('other'), () => joining('demo')],
  ['the active mission again', () => machineWith('other', 'demo'), () => joining('demo')],
  ['a mission with another role', () => machineWith('demo', 'other'), () => rejoining('reviewer')],
  ['in place of a damaged session', () => damaged('demo', 'other'), () => rejoining('reviewer')],
];

describe.each(joins)('joining %s, whatever call fails', (_, machineBefore, operation) => {
  test('says what is stored, holds once the session is written, and is completed by joining again', () => {
    const machine = machineBefore();
    const before = documents(machine);
    const ledger = ledgerPath(home.path, 'demo');
    const isNew = newStates();
    let warned = 0;
    for (const run of faultRuns(machine, operation)) {
      const { machine: after, outcome } = run;
      const changed = changes(before, after);
      if (outcome.status === 'returned') {
        const { value } = outcome;
        warned += value.warnings.length;
        expect(joinedOn(after)).toContain('demo');
        expect(after.text(session)).toContain(`"role": "${value.session.role}"`);
        expect(changed.includes(session)).toBe(value.changed);
        expect(changed.includes(pointer)).toBe(value.pointer === 'active' && !activeIn(before));
        expect(listed(after).active === 'demo').toBe(value.pointer === 'active');
        if (value.pointer === 'unchanged') expect(value.warnings).toContain(value.notActive);
        if (value.quarantined !== undefined) expect(after.text(value.quarantined)).toBe(damage);
      } else if (outcome.status === 'threw') {
        // What was issued stays issued: that is said of no single failure.
        const claimed = onlyDocuments(claimedBy(outcome.error), after);
        expect(changed.filter((path) => path !== ledger)).toEqual(
          claimed.filter((path) => path !== ledger),
        );
        if (claimed.includes(ledger)) expect(changed).toContain(ledger);
      }
      const isDone = outcome.status === 'returned' && outcome.value.pointer === 'active';
      if (isDone || !isNew(run)) continue;
      expect(on(after, operation()).pointer).toBe('active');
      expect(joinedOn(after)).toContain('demo');
      expect(listed(after).active).toBe('demo');
    }
    expect(warned).toBeGreaterThan(10);
  });
});

function activeIn(before: ReadonlyMap<string, string>): boolean {
  return before.get(pointer)?.includes('"active_mission_id": "demo"') ?? false;
}

describe.each([
  ['the active mission', () => machineWith('other', 'demo')],
  ['another mission', () => machineWith('demo', 'other', 'third')],
  ['a damaged session', () => damaged('other', 'demo')],
] as const)('leaving %s, whatever call fails', (_, machineBefore) => {
  test('says what is stored, and is completed by leaving again where it is still joined', () => {
    const machine = machineBefore();
    const before = documents(machine);
    const isNew = newStates();
    for (const run of faultRuns(machine, () => leaving('demo'))) {
      const { machine: after, outcome } = run;
      const changed = changes(before, after);
      if (outcome.status === 'returned') {
        expect(after.text(session)).toBeUndefined();
        const { quarantined } = outcome.value;
        if (quarantined !== undefined) expect(after.text(quarantined)).toBe(damage);
        const isNamed = listed(after).active === 'demo';
        expect(isNamed && outcome.value.warnings.length === 0).toBe(false);
      } else if (outcome.status === 'threw') {
        expect(changed).toEqual(claimedBy(outcome.error));
        const { storedNow } = outcome.error as Thrown;
        const isThere = (storedNow?.session ?? 'unchanged') === 'unchanged';
        expect(after.text(session) !== undefined).toBe(isThere);
        if (isThere && isNew(run)) on(after, leave(home, demo));
        else if (isThere) continue;
        expect(after.text(session)).toBeUndefined();
        expect(listed(after).active).not.toBe('demo');
      }
    }
  });
});

const single: readonly (readonly [string, () => Machine, () => Operation<unknown>])[] = [
  [
    'switching',
    () => machineWith('demo', 'other'),
    () => switchMission(home, demo, { to: 'demo' }),
  ],
  ['clearing', () => machineWith('demo'), () => switchMission(home, evidence(), { to: null })],
  ['a focus', () => machineWith('demo'), () => setFocus(home, demo, 'wp:WP01')],
  ['pinning', () => work(machineWith('demo')), () => pin(home, demo, directory)],
  ['unpinning', () => pinned(), () => unpin(directory)],
];

function pinned(): Machine {
  const machine = work(machineWith('demo'));
  on(machine, pin(home, demo, directory));
  return machine.afterShutdown();
}

test.each(single)('%s says what is stored, whatever call fails', (_, machineBefore, operation) => {
  const machine = machineBefore();
  const before = documents(machine);
  for (const { machine: after, outcome } of faultRuns(machine, operation)) {
    const changed = changes(before, after);
    if (outcome.status === 'threw') expect(changed).toEqual(claimedBy(outcome.error));
    else expect(changed).toHaveLength(1);
  }
});

test('the paths of the proof are those of the actions', () => {
  const machine = pinned();
  expect([...documents(machine).keys()].toSorted()).toEqual(
    [pointer, session, ledgerPath(home.path, 'demo'), pinPath(directory)].toSorted(),
  );
  expect(errnoOf(undefined)).toBeUndefined();
});
