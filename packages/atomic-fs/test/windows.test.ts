import { describe, expect, test } from 'vitest';
import {
  effects,
  ensureDirectory,
  type Operation,
  readRegularFile,
  removeFile,
  replaceFile,
  runSync,
} from '../src/operations.ts';
import {
  createMachine,
  type FaultPlan,
  finish,
  type Machine,
  type Outcome,
  powerCuts,
  startTask,
} from '../src/testing.ts';
import { checkFaults } from './proof/fault-checker.ts';
import { rulesBroken } from './proof/findings.ts';
import { path, publicWrites, update } from './proof/public-writes.ts';

function machineWith(file: string, windows = true): Machine {
  return createMachine({ windows, files: { [path]: file } });
}

/** A scanner that blocks this many renames. */
function busy(errno: string, times: number): FaultPlan {
  let left = times;
  return ({ call }) => {
    if (call !== 'rename' || left === 0) return undefined;
    left -= 1;
    return { errno };
  };
}

interface Ran<T> {
  readonly outcome: Outcome<T>;
  readonly calls: readonly string[];
  readonly waitedMs: number;
}

function ran<T>(
  machine: Machine,
  operation: Operation<T>,
  fault: FaultPlan = () => undefined,
): Ran<T> {
  const process = machine.start({ fault });
  const outcome = finish(startTask(process, operation));
  const calls = process.calls.map(({ effect }) => effect.call);
  return { outcome, calls, waitedMs: process.system.now() };
}

describe('a rename that a scanner blocks', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])('is repeated after %s until it succeeds', (errno) => {
    const machine = machineWith('old');
    const { outcome, calls, waitedMs } = ran(machine, replaceFile(path, 'new'), busy(errno, 5));
    expect(outcome.status).toBe('returned');
    expect(machine.text(path)).toBe('new');
    expect(calls.filter((call) => call === 'rename')).toHaveLength(6);
    expect(waitedMs).toBeGreaterThan(100);
    expect(waitedMs).toBeLessThan(1000);
  });

  test.each(['EPERM', 'EACCES', 'EBUSY'])('fails after about 2 s of %s', (errno) => {
    const machine = machineWith('old');
    const { outcome, waitedMs } = ran(machine, replaceFile(path, 'new'), busy(errno, Infinity));
    expect(outcome).toMatchObject({
      status: 'threw',
      error: {
        code: 'ERR_ATOMIC_WRITE',
        step: 'rename',
        outcome: 'unchanged',
        cause: { code: errno },
      },
    });
    expect(waitedMs).toBeGreaterThanOrEqual(2000);
    expect(waitedMs).toBeLessThan(2300);
    expect(machine.entries().map((entry) => entry.path)).toEqual(['/home', '/home/me', path]);
    expect(machine.text(path)).toBe('old');
  });

  test.each(['EIO', 'ENOSPC', 'EROFS'])('is not repeated after %s', (errno) => {
    const { outcome, calls, waitedMs } = ran(
      machineWith('old'),
      replaceFile(path, 'new'),
      busy(errno, 1),
    );
    expect(outcome).toMatchObject({ status: 'threw', error: { outcome: 'unchanged' } });
    expect(calls.filter((call) => call === 'rename')).toHaveLength(1);
    expect(waitedMs).toBe(0);
  });

  test('fails at once elsewhere', () => {
    const { outcome, calls } = ran(
      machineWith('old', false),
      replaceFile(path, 'new'),
      busy('EPERM', 1),
    );
    expect(outcome).toMatchObject({ status: 'threw', error: { step: 'rename' } });
    expect(calls).not.toContain('pause');
  });

  test('succeeds once the reader that holds the target open has closed it', () => {
    const machine = machineWith('old');
    const { system } = machine.start();
    const fd = runSync(effects.open(path, 'read', 0), system);
    let pauses = 0;
    const { outcome } = ran(machine, replaceFile(path, 'new'), ({ call }) => {
      if (call === 'pause') pauses += 1;
      if (call === 'pause' && pauses === 4) runSync(effects.close(fd), system);
      return undefined;
    });
    expect(outcome.status).toBe('returned');
    expect(pauses).toBe(4);
    expect(machine.text(path)).toBe('new');
  });
});

describe('there are no directory syncs and no modes', () => {
  const operations: readonly { name: string; operation: () => Operation<unknown> }[] = [
    { name: 'replaceFile', operation: () => replaceFile(path, 'new') },
    { name: 'removeFile', operation: () => removeFile(path) },
    { name: 'ensureDirectory', operation: () => ensureDirectory('/home/me/one/two') },
    { name: 'a locked update', operation: () => update('+') },
  ];
  test.each(operations)('$name opens no directory and sets no mode', ({ operation }) => {
    const process = machineWith('old').start();
    expect(finish(startTask(process, operation())).status).toBe('returned');
    const asked = process.calls.map(({ effect }) => effect);
    const opened = asked.filter(({ call, args }) => call === 'open' && args[1] === 'directory');
    expect(opened).toEqual([]);
    expect(asked.map(({ call }) => call)).not.toContain('fchmod');
  });

  test.each(['check', 'repair'] as const)('a private file is read unchecked: %s', (how) => {
    const { outcome } = ran(
      machineWith('old'),
      readRegularFile(path, { maxBytes: 100, private: how }),
    );
    expect(outcome).toMatchObject({ status: 'returned', value: { mode: 0o666, repaired: false } });
  });
});

describe('the promises on Windows', () => {
  test('a power failure leaves old or new, whole, and perhaps old after the return', () => {
    const states = [...powerCuts(machineWith('old'), replaceFile(path, 'new'))];
    expect(new Set(states.map(({ machine }) => machine.text(path)))).toEqual(
      new Set(['old', 'new']),
    );
    const returned = states.filter(({ outcome }) => outcome.status === 'returned');
    expect(returned.some(({ machine }) => machine.text(path) === 'old')).toBe(true);
  });

  test.each(publicWrites.filter(({ process }) => process.umask === undefined))(
    'after a failing call $name reports correctly, except for what only a directory sync gives',
    (write) => {
      const files = write.machine
        .entries()
        .map(({ path: at, kind, content, leadsTo }) => [at, { kind, content, leadsTo }]);
      const machine = createMachine({ windows: true, files: Object.fromEntries(files) });
      const findings = checkFaults({ ...write, machine });
      expect(rulesBroken(findings).filter((rule) => rule !== 'lost')).toEqual([]);
    },
  );
});
