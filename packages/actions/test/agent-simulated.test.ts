import type { Effect, Operation } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type Fault,
  faultRuns,
  interleavings,
  kills,
  type Machine,
  type Outcome,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { readLedger } from '@missionctl/issuer/operations';
import { readRoster } from '@missionctl/roster/operations';
import { loadSession } from '@missionctl/session-store/operations';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { type Entered, type Home, openHome } from '../src/index.ts';
import {
  changesSince,
  countSubagents,
  end,
  enter,
  joinLocally,
  rememberShown,
  setFocus,
  touch,
} from '../src/operations.ts';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { agent, agentProcesses } from './agent-home.ts';
import { on } from './simulated-home.ts';
import { evidence, startMs } from './test-home.ts';

const alive = new Set<number>();
let luck = 0;

/** The home as a hook in this harness sees it. Each has other luck: the same identity comes from the ledger only. */
function homeIn(pid: number): Home {
  const processes = agentProcesses(alive);
  processes.runsIn(pid);
  luck += 1;
  const random = (luck % 97) / 100;
  return openHome({ path: '/home/me/home', clock: () => startMs, processes, random: () => random });
}

const claude = { harness: 'claude' };
const path = '/work/a.ts';

interface Act {
  readonly name: string;
  readonly operation: () => Operation<unknown>;
}

function act(name: string, operation: (home: Home) => Operation<unknown>, pid = 100): Act {
  // One home, and one luck: an operation that is run again has to do the same.
  const home = homeIn(pid);
  return { name, operation: () => operation(home) };
}

const enters = act('it enters', (home) => enter(home, agent('claude-1'), claude));
const entersElsewhere = act(
  'it enters in another process',
  (home) => enter(home, agent('claude-1'), claude),
  200,
);
const ends = act('it ends', (home) => end(home, agent('claude-1')));
const touches = (alias: string, of = path) =>
  act(`${alias} touches ${of}`, (home) => touch(home, agent(alias), [of]));
const focuses = act('it gets a focus', (home) => setFocus(home, agent('claude-1'), 'wp:1'));

/** A machine on which the home's owner and another agent are in the mission, and this was done. */
function machineAfter(...acts: readonly Act[]): Machine {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  const home = homeIn(1);
  on(machine, joinLocally(home, evidence({ flag: 'demo' }), { role: 'developer' }));
  on(machine, enter(homeIn(50), agent('claude-2'), claude));
  for (const { operation } of acts) on(machine, operation());
  return machine.afterShutdown();
}

const session = /\/as\/claude-1\/session\.json$/;
const presence = /\/presence\/[0-9A-Z]{26}\.json$/;
const ledger = /\/issuer\/demo\.json$/;

/** Before which calls another comes in: those that see or change what others write. */
function turnsAt(read: readonly RegExp[], written: readonly RegExp[]): (effect: Effect) => boolean {
  const isAmong = (paths: readonly RegExp[], path: unknown): boolean =>
    paths.some((each) => each.test(String(path)));
  return ({ call, args }) => {
    const [path, to] = args;
    if (call === 'open') return to === 'read' && isAmong(read, path);
    if (call === 'rename') return isAmong(written, to);
    return call === 'unlink' && (isAmong(written, path) || String(path).endsWith('.lock'));
  };
}

/** What a machine says of the agent. */
function standingOn(machine: Machine) {
  const home = homeIn(1);
  const address = { missionId: 'demo', alias: 'claude-1' };
  const loaded = on(machine, loadSession(home.store, address));
  const ledger = on(machine, readLedger(home.path, 'demo'));
  const { presences } = on(machine, readRoster(rosterOf(home, 'demo')));
  const session = loaded.status === 'joined' ? loaded.session : undefined;
  return {
    session,
    issued:
      ledger.status === 'damaged'
        ? undefined
        : ledger.value?.participants.get('claude-1')?.participantId,
    presence: session && presences.get(session.participantId),
  };
}

const sound = new Set<string>();

/** Whatever was left: no session has an identity that the issuer does not know, and the agent comes back. */
function expectSound(machine: Machine, when: string): void {
  const state = machine.fingerprint();
  if (sound.has(state)) return;
  sound.add(state);
  const { session, issued } = standingOn(machine);
  if (session !== undefined) expect(issued, when).toBe(session.participantId);
  const image = machine.afterKill();
  const back = on(image, enter(homeIn(300), agent('claude-1'), claude));
  expect(back, when).toMatchObject({ status: 'entered' });
  const after = standingOn(image);
  expect(after.session?.participantId, when).toBe(after.issued);
  expect(after.presence?.ended, when).toBeUndefined();
}

const allowed = /^ERR_(?:NOT_JOINED|POINTER_DANGLING|LOCK_TIMEOUT)$/;

function answersOf(
  acts: readonly Act[],
  outcomes: readonly Outcome<unknown>[],
): readonly unknown[] {
  return outcomes.map((outcome, at) => {
    if (outcome.status !== 'threw')
      return outcome.status === 'returned' ? outcome.value : undefined;
    const { code = '' } = outcome.error as { readonly code?: string };
    if (!allowed.test(code)) throw new Error(`${acts[at]?.name} failed`, { cause: outcome.error });
    return { status: code };
  });
}

interface Race {
  readonly before: Machine;
  readonly acts: readonly Act[];
  /** Which files are read, and written, in turns. */
  readonly turns: readonly [readonly RegExp[], readonly RegExp[]];
}

interface Moment {
  readonly machine: Machine;
  readonly answers: readonly unknown[];
  readonly isOver: boolean;
  readonly when: string;
}

function inEveryOrder({ before, acts, turns }: Race, visit: (moment: Moment) => void): number {
  const { moments } = interleavings(
    before,
    acts,
    ({ machine, outcomes, schedule }) => {
      const answers = answersOf(acts, outcomes);
      const isOver = outcomes.every(({ status }) => status !== 'running');
      visit({ machine, answers, isOver, when: `turns ${schedule.join('')}` });
    },
    { isTurn: turnsAt(...turns) },
  );
  return moments;
}

describe('in every order of their calls', { tags: ['slow'] }, () => {
  test.each([
    ['both for the first time', []],
    ['one of them again', [touches('claude-1')]],
    [
      'both with other files before',
      [touches('claude-1', '/work/b'), touches('claude-2', '/work/c')],
    ],
  ])('of two that touch one file at least one learns of the other: %s', (_, done) => {
    const before = machineAfter(enters, ...done);
    const acts = [touches('claude-1'), touches('claude-2')];
    let ends = 0;
    inEveryOrder({ before, acts, turns: [[presence], [presence]] }, ({ answers, isOver, when }) => {
      if (!isOver) return;
      ends += 1;
      const learned = answers.map(
        (answer) => (answer as { collisions: readonly unknown[] }).collisions.length,
      );
      expect(Math.max(...learned), when).toBe(1);
    });
    expect(ends).toBeGreaterThan(0);
  });

  // In `lab` each look at a file is a turn too.
  const all = [session, presence, ledger];
  const turns =
    times(1, 2) === 1 ? ([[session], [session, ledger]] as const) : ([all, all] as const);

  /** The last has so many orders that it is for `lab` alone. */
  const meanwhile = [
    ['gets a focus while it ends', focuses],
    ['touches a file while it ends', touches('claude-1')],
    ['comes back in another process while it ends', entersElsewhere],
  ] as const;

  test.each(meanwhile.slice(0, times(2, 3)))(
    'an agent is in the mission as it was answered, when it %s',
    (_, other) => {
      const race = { before: machineAfter(enters), acts: [ends, other], turns };
      const moments = inEveryOrder(race, ({ machine, answers, isOver, when }) => {
        if (!isOver) return;
        const now = standingOn(machine);
        expect(now.issued, when).toBe(now.session?.participantId);
        for (const answer of answers as readonly { status: string }[]) {
          if (answer.status === 'entered') {
            const mine = (answer as Entered).session.participantId;
            expect(now.session?.participantId, when).toBe(mine);
            expect(now.presence, when).toMatchObject({ harness: 'claude' });
          }
          if (answer.status === 'updated')
            expect(now.session, when).toMatchObject({ focus: 'wp:1' });
        }
        expectSound(machine, when);
      });
      expect(moments).toBeGreaterThan(20);
    },
    300_000,
  );
});

describe('cut off at any call', () => {
  test.each([
    ['entering', [], enters],
    ['ending, of which nothing stays', [enters], ends],
    ['ending, with a focus', [enters, focuses], ends],
    ['touching', [enters], touches('claude-1')],
  ] as const)(
    '%s leaves a session that the issuer knows, or none, and the agent comes back',
    (_, before, { operation }) => {
      let states = 0;
      for (const crashes of [kills, powerCuts]) {
        for (const { machine, calls, outcome } of crashes(machineAfter(...before), operation())) {
          states += 1;
          if (outcome.status === 'threw') throw outcome.error;
          expectSound(machine, `after ${calls} calls`);
        }
      }
      expect(states).toBeGreaterThan(10);
    },
  );
});

function isFull(fault: Fault): boolean {
  return (
    'errno' in fault && ['ENOSPC', 'EROFS', 'SQLITE_FULL', 'SQLITE_READONLY'].includes(fault.errno)
  );
}

describe('whichever call fails', () => {
  test.each([
    ['touching', touches('claude-1'), 'looked'],
    ['counting', act('counts', (home) => countSubagents(home, agent('claude-1'), 1)), 'recorded'],
    ['ending', ends, /ended|vanished/],
    [
      'remembering',
      act('remembers', function* (home) {
        const found = yield* changesSince(home, agent('claude-1'));
        if (found.status !== 'compared') throw new Error(found.status);
        const warnings = yield* rememberShown(home, found);
        return { status: `remembered ${warnings.length}` };
      }),
      /remembered/,
    ],
  ] as const)('to write, %s is a warning', (_, { operation }, status) => {
    const before = machineAfter(enters);
    let runs = 0;
    for (const { machine, outcome, process, faults } of faultRuns(before, operation)) {
      if (![...faults.values()].some(isFull)) continue;
      runs += 1;
      if (outcome.status !== 'returned')
        throw outcome.status === 'threw' ? outcome.error : new Error('runs on');
      expect((outcome.value as { status: string }).status).toMatch(status);
      expect(process.held()).toBe(0);
      expectSound(machine, JSON.stringify([...faults]));
    }
    expect(runs).toBeGreaterThan(0);
  });
});
