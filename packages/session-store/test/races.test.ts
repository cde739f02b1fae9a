import { type Operation, replaceFile, runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  finish,
  interleavings,
  type Machine,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { decodeSession, type SessionState, sessionPath } from '@missionctl/session-model';
import { afterAll, describe, expect, test } from 'vitest';
import { laterMs, operationsOf, type StoreOperations } from './bound-store.ts';
import { sampleSession } from './sample-session.ts';

const home = '/home/me/home';
const demo = { missionId: 'demo' };
const path = sessionPath(home, demo);
const store: StoreOperations = operationsOf({ home, clock: () => laterMs });

/** A machine with a session on it. */
function machineWith(session: SessionState): Machine {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  runSync(store.create(demo, session), machine.start().system);
  return machine;
}

/**
 * A machine on which a participant has left: directories and lock exist, so only the order decides.
 */
function machineWithout(session: SessionState): Machine {
  const machine = machineWith(session);
  runSync(store.remove(demo), machine.start().system);
  return machine;
}

/** The session that a reader finds; anything else is a text. */
function found(machine: Machine): Partial<SessionState> | string | undefined {
  const text = machine.text(path);
  if (text === undefined) return undefined;
  const decoded = decodeSession(text);
  return decoded.ok ? decoded.document.state : text;
}

const joined = sampleSession();
const damagedMachine = (): Machine => {
  const machine = machineWith(joined);
  runSync(replaceFile(path, 'torn'), machine.start().system);
  return machine;
};

interface Race {
  readonly name: string;
  readonly before: () => Machine;
  readonly writers: readonly (() => Operation<unknown>)[];
  /** The results of both and the final state equal those of some order, one after the other. */
  readonly ends: readonly (readonly [answers: readonly string[], left: object | undefined])[];
}

const focused = { focus: 'wp:1' };
const driving = { driveIntent: 'active' };
const removed = [['former', 'true'], undefined] as const;

function* version(): Operation<string> {
  const loaded = yield* store.load(demo);
  return loaded.status === 'joined' ? loaded.version : '';
}

const races: readonly Race[] = [
  {
    name: 'an update of the focus, and one of the drive',
    before: () => machineWith(joined),
    writers: [
      () => store.update(demo, { focus: 'wp:1' }),
      () => store.update(demo, { driveIntent: 'active' }),
    ],
    ends: [[['former', 'former'], { ...focused, ...driving }]],
  },
  {
    name: 'two creators of the first session',
    before: () => machineWithout(joined),
    writers: [
      () => store.create(demo, sampleSession({ role: 'developer' })),
      () => store.create(demo, sampleSession({ role: 'observer' })),
    ],
    ends: [
      [['created', 'exists'], { role: 'developer' }],
      [['exists', 'created'], { role: 'observer' }],
    ],
  },
  {
    name: 'an update and a removal',
    before: () => machineWith(joined),
    writers: [() => store.update(demo, { focus: 'wp:1' }), () => store.remove(demo)],
    ends: [removed, [['ERR_NOT_JOINED', 'true'], undefined]],
  },
  {
    name: 'an update, and a save of what was there before it',
    before: () => machineWith(joined),
    writers: [
      () => store.update(demo, { focus: 'wp:1' }),
      function* () {
        const expecting = yield* version();
        return yield* store.save(demo, sampleSession({ role: 'observer' }), { expecting });
      },
    ],
    ends: [
      [['former', 'conflict'], { role: 'developer', ...focused }],
      // It saw what the update wrote, or the update came after it.
      [['former', 'saved'], { role: 'observer', focus: null }],
      [['former', 'saved'], { role: 'observer', ...focused }],
    ],
  },
  {
    name: 'two who move a damaged session aside',
    before: damagedMachine,
    writers: [() => store.quarantine(demo), () => store.quarantine(demo)],
    ends: [
      [['moved', 'none'], undefined],
      [['none', 'moved'], undefined],
    ],
  },
  {
    name: 'a quarantine, and a creator who waits for the place',
    before: damagedMachine,
    writers: [() => store.quarantine(demo), () => store.create(demo, joined)],
    ends: [
      [['moved', 'exists'], undefined],
      [['moved', 'created'], { role: 'developer' }],
    ],
  },
];

function answered(value: unknown): string {
  if (typeof value === 'string') return 'moved';
  if (value === undefined) return 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  return 'status' in value ? String(value.status) : 'former';
}

const counts = { orders: 0n, moments: 0, cuts: 0 };
afterAll(() => {
  const { orders, moments, cuts } = counts;
  console.log(
    `session-store: ${orders} orders of calls, ${moments} moments, ${cuts} power cuts in them`,
  );
});

describe('in every order of their calls', () => {
  test.each(races)(
    '$name run one after the other, and are seen whole',
    ({ before, writers, ends }) => {
      const seen = new Set<string>();
      const all = writers.map((operation) => ({ operation }));
      const explored = interleavings(before(), all, ({ machine, outcomes }) => {
        const left = found(machine);
        expect(left === 'torn' || typeof left !== 'string').toBe(true);
        if (outcomes.some(({ status }) => status === 'running')) return;
        const answers = outcomes.map((outcome) =>
          outcome.status === 'threw'
            ? String((outcome.error as { readonly code?: string }).code)
            : answered(outcome.status === 'returned' && outcome.value),
        );
        const end = ends.findIndex(
          ([expected, state]) =>
            expected.join() === answers.join() &&
            (state === undefined ? left === undefined : matches(left, state)),
        );
        expect(end, `${answers} ${JSON.stringify(left)}`).not.toBe(-1);
        seen.add(String(end));
        for (const cut of machine.afterPowerCut()) {
          counts.cuts += 1;
          expect(found(cut)).toEqual(left);
        }
      });
      counts.orders += explored.interleavings;
      counts.moments += explored.moments;
      expect([...seen].toSorted()).toEqual(ends.map((_, index) => String(index)));
    },
  );
});

function matches(left: unknown, state: object): boolean {
  return (
    typeof left === 'object' &&
    left !== null &&
    Object.entries(state).every(([key, value]) => Reflect.get(left, key) === value)
  );
}

test('a writer that takes no lock is overwritten only by the few calls before the rename', () => {
  const before = machineWith(joined);
  const overwritten: string[] = [];
  let calls = 0;
  for (let at = 0; ; at += 1) {
    const machine = before.afterKill();
    const task = startTask(machine.start(), store.update(demo, { focus: 'wp:1' }));
    for (let step = 0; step < at; step += 1) task.step();
    const next = task.pending();
    if (next === undefined) break;
    calls = at + 1;
    const text = machine.text(path) ?? '';
    runSync(replaceFile(path, text.replace('inactive', 'active')), machine.start().system);
    expect(finish(task).status).toBe('returned');
    const left = found(machine);
    if (!matches(left, driving)) overwritten.push(next.call);
    expect(matches(left, focused)).toBe(true);
  }
  console.log(
    `session-store: of ${calls} calls of an update, ${overwritten.length} are too late to see a writer without a lock`,
  );
  // The last comparison has already opened the file.
  expect(overwritten).toEqual(['fstat', 'read', 'close', 'host', 'rename']);
});
