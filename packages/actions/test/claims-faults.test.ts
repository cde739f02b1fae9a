import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation, replaceFile, runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type FaultPlan,
  faultRuns,
  finish,
  type Machine,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { claimFile, withClaims } from '@missionctl/roster/operations';
import { claimsDirectory, rosterDirectory, sessionPath } from '@missionctl/session-model';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import type { HandOverOutcome, WorkOutcome } from '../src/index.ts';
import { give, leave, setDrive, setFocus, take } from '../src/operations.ts';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { fault } from './both-forms.ts';
import {
  type Act,
  addressOf,
  as,
  drive,
  elsewhere,
  focus,
  giveTo,
  home,
  machineAfter,
  move,
  python,
  standingOn,
  stop,
  takeOver,
} from './proof/claims-machine.ts';
import { checkFaults, type Expected } from './proof/fault-checker.ts';
import { on } from './simulated-home.ts';

const cases: readonly (readonly [Act, readonly Act[], Expected])[] = [
  [drive('me'), [drive('bot')], { keeps: 'bot' }],
  [stop('bot'), [drive('bot')], { needsNoClaim: true }],
  [drive('me'), [drive('bot'), stop('bot')], {}],
  [takeOver('me'), [drive('bot')], {}],
  [move('bot', 'none'), [drive('bot')], { needsNoClaim: true }],
  [move('bot', elsewhere), [drive('bot')], {}],
  [giveTo('bot', 'me'), [drive('bot')], { keeps: 'bot' }],
  [drive('me'), [], {}],
];

describe('whichever call fails, the answer says what is stored, and the next command works', {
  tags: ['slow'],
}, () => {
  test.each(cases.slice(0, times(3, cases.length)).map((each) => [each[0].name, ...each] as const))(
    '%s',
    (_, act, before, expected) => {
      const { violations, moments } = checkFaults(machineAfter(...before), act, expected);
      console.log(`${act.name}: ${moments} faults`);
      expect(violations.slice(0, 5)).toEqual([]);
    },
  );
});

test('leaving is done or is not, whatever call fails, and its claim holds nobody back', () => {
  const path = sessionPath(home.path, addressOf('bot'));
  let left = 0;
  for (const { machine, outcome, process } of faultRuns(machineAfter(drive('bot')), () =>
    leave(home, as('bot')),
  )) {
    expect(process.held()).toBe(0);
    if (machine.text(path) !== undefined) {
      expect(outcome.status).toBe('threw');
      continue;
    }
    left += 1;
    if (outcome.status === 'threw') {
      expect(errnoOf(outcome.error)).toMatch(/^ERR_(?:LEAVE_INCOMPLETE|LOCK_LOST|ATOMIC_WRITE)$/);
    }
    const driven = on(machine.afterKill(), setDrive(home, as('me'), 'active'));
    expect(driven).toMatchObject({ status: 'updated', claim: { term: 2 }, rivals: [] });
  }
  expect(left).toBeGreaterThan(50);
});

function* setMode(directory: string, mode: number): Operation<void> {
  const fd = yield* effects.open(directory, 'directory', 0);
  yield* effects.fchmod(fd, mode);
  yield* effects.close(fd);
}

function* setOwner(directory: string, uid: number): Operation<void> {
  const fd = yield* effects.open(directory, 'directory', 0);
  yield* effects.fchown(fd, uid, uid);
  yield* effects.close(fd);
}

const roster = rosterDirectory(home.path, 'demo');
const claims = claimsDirectory(home.path, 'demo');

/** What may be wrong with the roster, before something is done or while it is. */
const broken: readonly (readonly [string, (machine: Machine) => FaultPlan | undefined])[] = [
  ['closed to writing', (machine) => void on(machine, setMode(claims, 0o500))],
  ['writable by everybody', (machine) => void on(machine, setMode(roster, 0o777))],
  [
    'of another user, for everybody to read',
    (machine) => {
      on(machine, setMode(claims, 0o755));
      on(machine, setMode(roster, 0o755));
      runSync(setOwner(roster, 1001), machine.start({ uid: 0 }).system);
    },
  ],
  ['closed', (machine) => void on(machine, setMode(roster, 0))],
  [
    'on a disk that is full',
    () =>
      ({ call, args }) =>
        (call === 'open' && args[1] === 'create') || call === 'createLock' || call === 'mkdir'
          ? String(args[0]).startsWith(roster)
            ? { errno: 'ENOSPC' }
            : undefined
          : undefined,
  ],
  [
    'without locks',
    () =>
      ({ call, args }) =>
        call === 'openLock' && String(args[0]).startsWith(roster)
          ? { errno: 'SQLITE_CANTOPEN' }
          : undefined,
  ],
  [
    'damaged',
    (machine) => void on(machine, replaceFile(claimFile(rosterOf(home, 'demo'), focus).path, '{')),
  ],
];

describe.each(broken)('a roster that is %s', (_, breaks) => {
  /** Carries out an act on a machine whose roster is broken. */
  const breaking = <T>(before: readonly Act[], operation: () => Operation<T>) => {
    const machine = machineAfter(...before);
    const plan = breaks(machine);
    const outcome = finish(startTask(machine.start({ fault: plan }), operation()));
    if (outcome.status === 'threw') throw outcome.error;
    if (outcome.status === 'running') throw new Error('it has not ended');
    const ids = [...standingOn(machineAfter(...before)).ids];
    return { machine, answer: outcome.value, ids };
  };
  const codes = ({ warnings }: WorkOutcome | HandOverOutcome) => warnings.map(({ code }) => code);

  test('keeps nobody from driving, and the answer says so', () => {
    const before = [drive('bot'), stop('bot')];
    const { answer } = breaking(before, () => setDrive(home, as('me'), 'active'));
    expect(answer).toMatchObject({ status: 'updated', claim: undefined, rivals: [] });
    expect(answer.session.driveIntent).toBe('active');
    expect(codes(answer)).toContain('CLAIM_NOT_RECORDED');
  });

  test('does not hide who drives there', () => {
    const { answer } = breaking([drive('bot')], () => setDrive(home, as('me'), 'active'));
    expect(answer).toMatchObject({ status: 'held', holder: { alias: 'bot' } });
    expect(answer.session.driveIntent).toBe('inactive');
  });

  test.each([
    ['drive inactive', () => setDrive(home, as('bot'), 'inactive')],
    ['focus none', () => setFocus(home, as('bot'), 'none')],
  ])('stands in the way of no %s', (__, operation) => {
    const { answer, machine } = breaking([drive('bot')], operation);
    expect(answer.status).toBe('updated');
    const text = machine.text(sessionPath(home.path, addressOf('bot'))) ?? '';
    expect(JSON.parse(text)).toMatchObject(
      answer.session.focus === null ? { focus: null } : { drive_intent: 'inactive' },
    );
  });

  test('is a fault for who gives a claim away', () => {
    const giving = () => breaking([drive('bot')], () => give(home, as('bot'), 'me'));
    expect(giving).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }));
  });
});

test.each([
  ['drive inactive', () => setDrive(home, as('bot'), 'inactive')],
  ['focus none', () => setFocus(home, as('bot'), 'none')],
])('%s is possible also without a descriptor left for the roster', (_, operation) => {
  const fault: FaultPlan = ({ call, args }) =>
    (call === 'open' || call === 'readdir') && String(args[0]).startsWith(roster)
      ? { errno: 'EMFILE' }
      : undefined;
  const { system } = machineAfter(drive('bot')).start({ fault });
  expect(runSync(operation(), system)).toMatchObject({ status: 'updated' });
});

test('a roster that was removed hides nobody who drives, and is begun again', () => {
  const planted = machineAfter(drive('bot'))
    .entries()
    .filter(({ path }) => path !== roster && !path.startsWith(`${roster}/`))
    .map(({ path, kind, mode, uid, content }) => [path, { kind, mode, uid, content }] as const);
  const machine = createMachine({ files: Object.fromEntries(planted) });
  const held = on(machine, setDrive(home, as('me'), 'active'));
  expect(held).toMatchObject({ status: 'held', holder: { alias: 'bot', term: undefined } });
  on(machine, stop('bot').operation());
  expect(on(machine, setDrive(home, as('me'), 'active'))).toMatchObject({ claim: { term: 1 } });
});

test('while the lock of the roster is held, no claim is decided about; stopping is not stopped', () => {
  const machine = machineAfter(drive('bot'));
  const holding = startTask(
    machine.start(),
    withClaims(rosterOf(home, 'demo'), focus, {}, function* () {
      yield* effects.readdir(claims);
    }),
  );
  const isInside = () => holding.process.calls.filter(({ effect: { call } }) => call === 'tryLock');
  while (isInside().length === 0) holding.step();
  const before = machine.entries();
  const wait = { timeoutMs: 100 };
  for (const acting of [
    () => setDrive(home, as('me'), 'active', wait),
    () => setDrive(home, as('me'), 'active', { ...wait, onCollision: 'continue' }),
    () => setFocus(home, as('bot'), elsewhere, wait),
    () => take(home, as('me'), 'because', wait),
  ]) {
    expect(() => on(machine, acting())).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT' }),
    );
    expect(machine.entries()).toEqual(before);
  }
  expect(() => on(machine, give(home, as('bot'), 'me', wait))).toThrow(
    expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT' }),
  );
  const stopped = on(machine, setDrive(home, as('bot'), 'inactive', wait));
  expect(stopped.warnings.map(({ code }) => code)).toEqual(['ROSTER_BUSY']);
  expect(stopped.session.driveIntent).toBe('inactive');
  finish(holding);
  // The record has no effect, and the next command of who had it releases it.
  expect(standingOn(machine).claims.get(focus)?.holder).toBe(stopped.session.participantId);
  on(machine, setDrive(home, as('bot'), 'inactive', wait));
  expect(standingOn(machine).claims.get(focus)?.holder).toBe(undefined);
});

/** Does something else just before an operation asks for the lock of the roster. */
function before<T>(machine: Machine, operation: Operation<T>, others: () => void) {
  const task = startTask(machine.start(), operation);
  const isAsking = () => {
    const { call, args } = task.pending() ?? {};
    return call === 'enterQueue' && String(args?.[0]).startsWith(roster);
  };
  for (let asked = 0; task.pending() !== undefined; task.step()) {
    if (isAsking() && asked < 20) {
      others();
      asked += 1;
    }
  }
  return task.outcome();
}

test('a claim that went over to another since it was seen is not taken from that one', () => {
  const machine = machineAfter(drive('bot'));
  const outcome = before(machine, take(home, as('me'), 'it fell asleep'), () => {
    on(machine, stop('bot').operation());
    on(machine, drive('bob').operation());
  });
  expect(outcome).toEqual({
    status: 'threw',
    error: fault('ERR_CLAIM_CHANGED', { missionId: 'demo', alias: undefined, focus }),
  });
  const { claims: now, ids } = standingOn(machine);
  expect(now.get(focus)).toMatchObject({ holder: ids.get('bob'), term: 2 });
});

test('a claim that was released since it was seen is had without taking it', () => {
  const machine = machineAfter(drive('bot'));
  const outcome = before(machine, take(home, as('me'), 'it fell asleep'), () => {
    on(machine, stop('bot').operation());
  });
  expect(outcome).toMatchObject({ status: 'returned', value: { claim: { term: 2 }, rivals: [] } });
});

test('a session that moves all the time is a conflict, and nothing of it is claimed', () => {
  const machine = machineAfter();
  let moves = 0;
  const outcome = before(machine, setDrive(home, as('me'), 'active'), () => {
    moves += 1;
    const [from, to] = moves % 2 === 1 ? [focus, elsewhere] : [elsewhere, focus];
    on(machine, python('me', from, to).operation());
  });
  expect(outcome).toEqual({
    status: 'threw',
    error: fault('ERR_SESSION_CONFLICT', { missionId: 'demo', attempts: 10 }),
  });
  expect(standingOn(machine).claims.size).toBe(0);
});
