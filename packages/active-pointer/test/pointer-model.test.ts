import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Operation, run, runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  faultRuns,
  interleavings,
  kills,
  type Machine,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { timestampFromMs } from '@missionctl/session-model';
import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { activePointer } from '../src/index.ts';
import { setPointer } from '../src/operations.ts';
import {
  carriedOut,
  expected,
  type Model,
  nothing,
  type Outcome,
  type Step,
  shown,
  shownBy,
  someStep,
} from './pointer-model.ts';

type Run = <T>(operation: Operation<T>) => Promise<T>;

/** Runs the same steps on the pointer and on the model, and compares everything that both show. */
async function inLockStep(
  home: string,
  steps: readonly Step[],
  runs: readonly Run[],
): Promise<void> {
  let model = nothing;
  for (const [index, step] of steps.entries()) {
    const carryOut = runs[index % runs.length] ?? run;
    const [after, promised] = expected(model, step);
    expect(await carryOut(carriedOut(home, step))).toEqual(promised);
    expect(await carryOut(shown(home))).toEqual(shownBy(after));
    model = after;
  }
}

describe('a pointer does what its model does, through any steps', { tags: ['slow'] }, () => {
  test('on the real file system, by either runner', async () => {
    const steps = fc.array(someStep, { minLength: 4, maxLength: 16 });
    const property = fc.asyncProperty(steps, async (all) => {
      const directory = mkdtempSync(join(tmpdir(), 'active-pointer-'));
      try {
        const runs: readonly Run[] = [run, async (operation) => runSync(operation)];
        await inLockStep(join(directory, 'home'), all, runs);
        const left = readdirSync(directory, { recursive: true }).map(String);
        // The step that damages takes no lock, so it must not sweep pending files.
        expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
    await fc.assert(property, { numRuns: times(50, 2000) });
  });

  test('on the simulator', async () => {
    const property = fc.asyncProperty(fc.array(someStep, { maxLength: 30 }), async (steps) => {
      const { system } = emptyMachine().start();
      await inLockStep(home, steps, [async (operation) => runSync(operation, system)]);
    });
    await fc.assert(property, { numRuns: times(200, 10_000) });
  });
});

const home = '/home/me/home';

function emptyMachine(): Machine {
  return createMachine({ files: { '/home/me': { kind: 'directory' } } });
}

/** A machine on which some steps were taken, and the model of it. */
function begun(steps: readonly Step[]): { readonly machine: Machine; readonly model: Model } {
  const machine = emptyMachine();
  const { system } = machine.start();
  let model = nothing;
  for (const step of steps) {
    runSync(carriedOut(home, step), system);
    [model] = expected(model, step);
  }
  return { machine, model };
}

function foundOn(machine: Machine): object {
  return runSync(shown(home), machine.start().system);
}

/** Whether a result promises that the state is durable: not when there was nothing to do. */
function isPromise({ name }: Step, outcome: Outcome): boolean {
  if (typeof outcome !== 'object') return outcome === 'moved';
  return outcome.status === 'changed' || (name === 'set' && outcome.status === 'unchanged');
}

const counts = { 'power cuts': 0, kills: 0, faults: 0 };
afterAll(() => {
  const summary = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  console.log(`active-pointer: ${summary.join(', ')}: every one left a step done, or not begun`);
});

describe('after any steps, one more', { tags: ['slow'] }, () => {
  const someSteps = fc.array(someStep, { maxLength: 4 });

  test('is done or not done when the power fails at any moment, and is done when it had returned', () => {
    const property = fc.property(someSteps, someStep, (steps, last) => {
      const { machine, model } = begun(steps);
      const [done] = expected(model, last);
      for (const cut of powerCuts(machine, carriedOut(home, last))) {
        counts['power cuts'] += 1;
        const returned = cut.outcome.status === 'returned';
        const allowed = returned ? [shownBy(done)] : [shownBy(model), shownBy(done)];
        expect(allowed).toContainEqual(foundOn(cut.machine));
        const open = cut.machine
          .entries()
          .filter(({ path, mode }) => path.startsWith(home) && mode & 0o077);
        expect(open).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: times(50, 2000) });
  });

  test('is done or not done when its process is killed at any moment, and the next one is durable', () => {
    const property = fc.property(someSteps, someStep, someStep, (steps, cut, next) => {
      fc.pre(next.name !== 'damage');
      const { machine, model } = begun(steps);
      const [done] = expected(model, cut);
      for (const kill of kills(machine, carriedOut(home, cut))) {
        counts.kills += 1;
        const found = foundOn(kill.machine);
        const left = [model, done].find((each) => isDeepStrictEqual(shownBy(each), found));
        if (left === undefined) throw new Error(`neither done nor not: ${JSON.stringify(found)}`);
        const [after, outcome] = expected(left, next);
        expect(runSync(carriedOut(home, next), kill.machine.start().system)).toEqual(outcome);
        expect(foundOn(kill.machine)).toEqual(shownBy(after));
        if (!isPromise(next, outcome)) continue;
        for (const later of kill.machine.afterPowerCut()) {
          expect(foundOn(later)).toEqual(shownBy(after));
        }
      }
    });
    fc.assert(property, { numRuns: times(50, 2000) });
  });

  test('is done or not done whichever call fails, reports which, and holds nothing', () => {
    const property = fc.property(someSteps, someStep, (steps, last) => {
      fc.pre(last.name !== 'damage');
      const { machine, model } = begun(steps);
      const [done, outcome] = expected(model, last);
      for (const fault of faultRuns(machine, () => carriedOut(home, last))) {
        counts.faults += 1;
        if (fault.outcome.status !== 'returned') throw new Error('a step never throws');
        const { value } = fault.outcome;
        const found = foundOn(fault.machine);
        if (isDeepStrictEqual(value, outcome)) expect(found).toEqual(shownBy(done));
        // What cannot be read is damaged, and quarantine may move it aside.
        else if (value === 'moved') expect(found).toEqual(shownBy(nothing));
        else {
          expect(value).toMatch(/^ERR_/);
          const changed = String(value).endsWith('changed-not-durable');
          expect(found).toEqual(shownBy(changed ? done : model));
        }
        expect(fault.process.held()).toBe(0);
      }
    });
    fc.assert(property, { numRuns: times(50, 2000) });
  });
});

test('of two switches from the same expected mission one wins, in every order of their calls', () => {
  const { machine } = begun([{ name: 'set', nowMs: 1, id: 'a' }]);
  const switching = (id: string) => () =>
    setPointer(activePointer({ home, clock: () => 2 }), id, { expecting: 'a' });
  const writers = [{ operation: switching('b') }, { operation: switching('c') }];
  const before = { active: 'a', previous: undefined, switchedAt: timestampFromMs(1) };
  const seen = new Set<string>();
  const explored = interleavings(machine, writers, ({ machine: at, outcomes }) => {
    const found = foundOn(at.afterKill());
    expect([before, wonBy('b'), wonBy('c')]).toContainEqual(found);
    const answers = outcomes.map((each) => (each.status === 'returned' ? each.value : undefined));
    if (answers.includes(undefined)) return;
    const statuses = answers.map((each) => (each as { readonly status: string }).status);
    seen.add(statuses.join());
    expect(found).toEqual(wonBy(statuses[0] === 'changed' ? 'b' : 'c'));
  });
  expect(seen).toEqual(new Set(['changed,conflict', 'conflict,changed']));
  expect(explored.interleavings).toBeGreaterThan(100n);
});

function wonBy(active: string): object {
  return { active, previous: 'a', switchedAt: timestampFromMs(2) };
}
