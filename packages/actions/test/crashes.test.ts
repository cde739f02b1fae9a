import { errnoOf } from '@missionctl/atomic-fs';
import { effects, ensureDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import {
  type CrashState,
  faultRuns,
  kills,
  type Machine,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { missionDirectory } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { examine, pin } from '../src/operations.ts';
import { home, joinedOn, joining, leaving, listed, machineWith, on } from './simulated-home.ts';
import { evidence } from './test-home.ts';

/** Every state that a crash can leave of an operation: the process killed, or the power failed. */
function* crashes<T>(before: Machine, operation: () => Operation<T>): Generator<CrashState<T>> {
  yield* kills(before, operation());
  yield* powerCuts(before, operation());
}

/** The pointer names a mission that is joined, or none. */
function expectNoDanglingPointer(machine: Machine): void {
  const { active } = listed(machine);
  if (active !== undefined) expect(joinedOn(machine)).toContain(active);
  const findings = on(machine, examine(home)).filter(({ code }) => code !== 'ORPHAN');
  expect(findings).toEqual([]);
}

const befores = [
  ['the first of all', [] as readonly string[]],
  ['another one', ['other']],
  ['one that is joined already', ['demo', 'other']],
] as const;

describe.each(befores)('joining %s', (_, missions) => {
  test('leaves no pointer to what is not joined, whenever it is cut off; again, it completes', () => {
    let states = 0;
    for (const { machine, outcome } of crashes(machineWith(...missions), () => joining('demo'))) {
      states += 1;
      expectNoDanglingPointer(machine);
      if (outcome.status === 'returned') {
        expect(joinedOn(machine)).toContain('demo');
        expect(listed(machine).active).toBe('demo');
      }
      const again = on(machine, joining('demo', 0.9));
      expect(again.pointer).toBe('active');
      if (outcome.status === 'returned') expect(again.session).toEqual(outcome.value.session);
      for (const later of machine.afterPowerCut()) {
        expect(joinedOn(later)).toEqual([...new Set([...missions, 'demo'])].toSorted());
        expect(listed(later).active).toBe('demo');
      }
    }
    expect(states).toBeGreaterThan(10);
  });

  test('is done or is not, whatever call fails, says which, and holds nothing', () => {
    for (const { machine, outcome, process } of faultRuns(machineWith(...missions), () =>
      joining('demo'),
    )) {
      expectNoDanglingPointer(machine);
      if (outcome.status === 'returned') {
        expect(joinedOn(machine)).toContain('demo');
        if (outcome.value.pointer === 'active') expect(listed(machine).active).toBe('demo');
      } else if (outcome.status === 'threw') expect(errnoOf(outcome.error)).toMatch(/^ERR_/);
      expect(process.held()).toBe(0);
    }
  });
});

describe.each([
  ['the active mission', ['other', 'demo']],
  ['the previous mission', ['demo', 'other']],
] as const)('leaving %s', (_, missions) => {
  test('leaves no pointer to what is not joined, whenever it is cut off; again, it completes', () => {
    let states = 0;
    for (const { machine, outcome } of crashes(machineWith(...missions), () => leaving('demo'))) {
      states += 1;
      expectNoDanglingPointer(machine);
      if (outcome.status !== 'returned' && joinedOn(machine).includes('demo')) {
        on(machine, leaving('demo'));
      }
      for (const later of machine.afterPowerCut()) expectNoDanglingPointer(later);
      expect(joinedOn(machine)).toEqual(['other']);
      expect(listed(machine).active).not.toBe('demo');
    }
    expect(states).toBeGreaterThan(10);
  });

  test('is done or is not, whatever call fails, and an incomplete one says so', () => {
    const incomplete = new Set<string | undefined>();
    for (const { machine, outcome, process } of faultRuns(machineWith(...missions), () =>
      leaving('demo'),
    )) {
      // A pointer that could not be read keeps nobody from leaving, and may name the mission later.
      const despite = outcome.status === 'returned' ? outcome.value.warnings : [];
      if (despite.length === 0) expectNoDanglingPointer(machine);
      if (outcome.status === 'returned') expect(joinedOn(machine)).toEqual(['other']);
      if (outcome.status === 'threw' && errnoOf(outcome.error) === 'ERR_LEAVE_INCOMPLETE') {
        expect(listed(machine).active).not.toBe('demo');
        incomplete.add(errnoOf((outcome.error as Error).cause));
      }
      expect(process.held()).toBe(0);
    }
    expect(incomplete).toContain('ERR_ATOMIC_WRITE');
  });
});

test('leaving from a directory that is closed to writing is incomplete, and nothing is lost', () => {
  const machine = machineWith('demo');
  const directory = missionDirectory(home.path, 'demo');
  on(machine, setMode(directory, 0o500));
  expect(() => on(machine, leaving('demo'))).toThrow(
    expect.objectContaining({
      code: 'ERR_LEAVE_INCOMPLETE',
      missionId: 'demo',
      cause: expect.objectContaining({ code: 'ERR_ATOMIC_WRITE', step: 'unlink' }),
    }),
  );
  on(machine, setMode(directory, 0o700));
  expect(joinedOn(machine)).toEqual(['demo']);
  expect(listed(machine).active).toBeUndefined();
  on(machine, leaving('demo'));
  expect(joinedOn(machine)).toEqual([]);
});

function* setMode(directory: string, mode: number): Operation<void> {
  const fd = yield* effects.open(directory, 'directory', 0);
  yield* effects.fchmod(fd, mode);
  yield* effects.close(fd);
}

test('a pin that is killed leaves nothing that the next one an hour later does not remove', () => {
  const directory = '/home/me/code';
  const before = machineWith('demo', 'other');
  on(before, ensureDirectory(directory));
  const pinning = (missionId: string): ReturnType<typeof pin> =>
    pin(home, evidence({ flag: missionId }), directory);
  const namesIn = (machine: Machine): readonly string[] => on(machine, effects.readdir(directory));
  let left = 0;
  for (const { machine } of kills(before, pinning('demo'))) {
    left += namesIn(machine).filter((name) => name !== '.mission').length;
    expect(on(machine, pinning('other'))).toMatchObject({ changed: true });
    expect(namesIn(machine)).toEqual(['.mission']);
  }
  expect(left).toBeGreaterThan(0);
});
