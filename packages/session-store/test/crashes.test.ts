import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type FaultPlan,
  type FaultRun,
  faultRuns,
  kills,
  type Machine,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { aliasesDirectory, missionDirectory, sessionPath } from '@missionctl/session-model';
import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { operationsOf } from './bound-store.ts';
import {
  addresses,
  expected,
  type Model,
  nothing,
  type Outcome,
  type Step,
} from './store-model.ts';
import { carriedOut, shown, someStep } from './store-steps.ts';

const home = '/home/me/home';
/** A machine on which some steps were taken, and the model of it. */
function begun(steps: readonly Step[]): { readonly machine: Machine; readonly model: Model } {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  const { system } = machine.start();
  let model = nothing;
  for (const step of steps) {
    runSync(carriedOut(home, step), system);
    [model] = expected(model, step);
  }
  return { machine, model };
}

function sessionsOn(machine: Machine): ReadonlyMap<string, Outcome> {
  return runSync(shown(home), machine.start().system);
}

/** The directories of missions, joined or not: a crash may leave a directory without a session. */
function missionsOn(machine: Machine): ReadonlySet<string> {
  const missions = `${home}/missions/`;
  const paths = machine.entries().map(({ path }) => path);
  const below = paths.filter((path) => path.startsWith(missions));
  return new Set(below.map((path) => path.slice(missions.length).split('/')[0] ?? ''));
}

/** The paths that other users could open: always none. */
function exposed(machine: Machine): readonly string[] {
  const ours = machine.entries().filter(({ path }) => path.startsWith(home));
  return ours.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path);
}

function pendingIn(machine: Machine, directory: string): readonly string[] {
  const paths = machine.entries().map(({ path }) => path);
  return paths.filter((path) => dirname(path) === directory && path.endsWith('.tmp'));
}

/** A session that cannot be read is damaged, and quarantine may move it aside. */
function withoutSession({ sessions }: Model, { operation }: Step): Model['sessions'] {
  return new Map([...sessions].filter(([who]) => who !== operation.who));
}

/** Whether only descriptors or memory ran out, which says nothing of the session. */
function exhausted(faults: FaultRun<unknown>['faults']): boolean {
  const errnos = [...faults.values()].map((fault) => ('errno' in fault ? fault.errno : ''));
  return errnos.some((errno) => ['EMFILE', 'ENFILE', 'ENOMEM'].includes(errno));
}

const counts = { 'power cuts': 0, kills: 0, 'power cuts after a kill': 0, faults: 0 };
afterAll(() => {
  const summary = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  console.log(`session-store: ${summary.join(', ')}: every one left a step done, or not begun`);
});

const someSteps = fc.array(someStep, { maxLength: 5 });
const runs = { numRuns: times(40, 2000) };

describe('after any steps, one more', { tags: ['slow'] }, () => {
  test('is done or not when the power fails at any moment, and done when it had returned', () => {
    const property = fc.property(someSteps, someStep, (steps, last) => {
      const { machine, model } = begun(steps);
      const [done] = expected(model, last);
      fc.pre(done.sessions !== model.sessions);
      for (const cut of powerCuts(machine, carriedOut(home, last))) {
        counts['power cuts'] += 1;
        const returned = cut.outcome.status === 'returned';
        const allowed = returned ? [done.sessions] : [model.sessions, done.sessions];
        expect(allowed).toContainEqual(sessionsOn(cut.machine));
        expect(exposed(cut.machine)).toEqual([]);
      }
    });
    fc.assert(property, runs);
  });

  test('is done or not done when its process is killed at any moment, and the next one is durable', () => {
    const property = fc.property(someSteps, someStep, someStep, (steps, cut, next) => {
      const { machine, model } = begun(steps);
      const [done] = expected(model, cut);
      fc.pre(done.sessions !== model.sessions && next.operation.name !== 'damage');
      for (const kill of kills(machine, carriedOut(home, cut))) {
        counts.kills += 1;
        const found = sessionsOn(kill.machine);
        const left = [model, done].find(({ sessions }) => isDeepStrictEqual(sessions, found));
        if (left === undefined) throw new Error(`neither done nor not: ${[...found.keys()]}`);
        const [after, outcome] = expected({ ...left, missions: missionsOn(kill.machine) }, next);
        const { who } = next.operation;
        expect(runSync(carriedOut(home, next), kill.machine.start().system)).toEqual(outcome);
        expect(sessionsOn(kill.machine)).toEqual(after.sessions);
        if (after.sessions === left.sessions && outcome !== 'exists') continue;
        const directory = dirname(sessionPath(home, addresses[who]));
        expect(pendingIn(kill.machine, directory)).toEqual([]);
        for (const later of kill.machine.afterPowerCut()) {
          counts['power cuts after a kill'] += 1;
          expect(sessionsOn(later).get(who)).toEqual(after.sessions.get(who));
        }
      }
    });
    fc.assert(property, runs);
  });

  test('is done or not done whichever call fails, reports which, and holds nothing', () => {
    const property = fc.property(someSteps, someStep, (steps, last) => {
      fc.pre(last.operation.name !== 'damage');
      const { machine, model } = begun(steps);
      const [done, outcome] = expected(model, last);
      for (const run of faultRuns(machine, () => carriedOut(home, last))) {
        counts.faults += 1;
        if (run.outcome.status !== 'returned') throw new Error('a step never throws');
        const { value } = run.outcome;
        const sessions = sessionsOn(run.machine);
        if (isDeepStrictEqual(value, outcome)) expect(sessions).toEqual(done.sessions);
        else if (value === 'moved') {
          expect(exhausted(run.faults)).toBe(false);
          expect(sessions).toEqual(withoutSession(model, last));
        } else {
          expect(value).toMatch(/^ERR_/);
          const changed = String(value).endsWith('changed-not-durable');
          expect(sessions).toEqual(changed ? done.sessions : model.sessions);
        }
        expect(exposed(run.machine)).toEqual([]);
        expect(run.process.held()).toBe(0);
      }
    });
    fc.assert(property, runs);
  });
});

test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('%s is thrown, and not reported as damage', (errno) => {
  const step: Step = { nowMs: 0, operation: { name: 'create', who: 'me', role: 'developer' } };
  const { machine } = begun([step]);
  const store = operationsOf({ home, clock: () => 0 });
  for (const operate of [store.load, store.ensureJoined, store.quarantine]) {
    const fault: FaultPlan = ({ call, args }) =>
      call === 'open' && String(args[0]).endsWith('session.json') ? { errno } : undefined;
    const { system } = machine.start({ fault });
    const failing = () => runSync<unknown>(operate(addresses.me), system);
    expect(failing).toThrow(expect.objectContaining({ code: 'ERR_FILE_READ', exhausted: true }));
  }
  expect(sessionsOn(machine).size).toBe(1);
});

test('a list overlooks nobody where a directory could not be looked at', () => {
  const steps = (['me', 'the bot'] as const).map(
    (who): Step => ({ nowMs: 0, operation: { name: 'create', who, role: 'developer' } }),
  );
  const { machine } = begun(steps);
  const { list } = operationsOf({ home, clock: () => 0 });
  const everybody = runSync(list(), machine.start().system);
  const failing = (directory: string) => {
    const fault: FaultPlan = ({ call, args }) =>
      call === 'lstat' && args[0] === directory ? { errno: 'EIO' } : undefined;
    return runSync(list(), machine.start({ fault }).system);
  };
  expect(failing(missionDirectory(home, 'demo'))).toEqual(everybody);
  const aliases = aliasesDirectory(home, 'demo');
  expect(failing(aliases)).toEqual([
    everybody[0],
    expect.objectContaining({ path: aliases, aliases: true }),
  ]);
});
