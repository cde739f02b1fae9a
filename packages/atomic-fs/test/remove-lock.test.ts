import { describe, expect, test } from 'vitest';
import { effects, type Operation, removeLock, runSync, withLock } from '../src/operations.ts';
import { createMachine, faultRuns, interleavings, type Machine } from '../src/testing.ts';

const directory = '/home/me';
const lock = `${directory}/a.lck`;
const document = `${directory}/a.json`;

function machineWith(withDocument = false): Machine {
  const file = { kind: 'file', text: '1' } as const;
  const machine = createMachine({
    files: { [directory]: { kind: 'directory' }, ...(withDocument ? { [document]: file } : {}) },
  });
  on(
    machine,
    withLock(lock, {}, function* () {}),
  );
  return machine;
}

function on<T>(machine: Machine, operation: Operation<T>): T {
  return runSync(operation, machine.start().system);
}

function* isUnused(): Operation<boolean> {
  return (yield* effects.lstat(document)) === undefined;
}

const removing = (): Operation<boolean> => removeLock(lock, { timeoutMs: 50 }, isUnused);

describe('the file of a lock', () => {
  test('is removed where nobody wants it, and is not held', () => {
    const machine = machineWith();
    const process = machine.start();
    expect(runSync(removing(), process.system)).toBe(true);
    expect(on(machine, effects.lstat(lock))).toBeUndefined();
    expect(process.held()).toBe(0);
    expect(on(machine, removing())).toBe(false);
  });

  test('stays where what it protects is there', () => {
    const machine = machineWith(true);
    expect(on(machine, removing())).toBe(false);
    expect(on(machine, effects.lstat(lock))).toBeDefined();
  });

  test('stays while another holds it', () => {
    const machine = machineWith();
    const holding = withLock(lock, {}, function* () {
      yield* effects.pause(0);
      expect(() => on(machine, removing())).toThrow(
        expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT' }),
      );
    });
    on(machine, holding);
    expect(on(machine, effects.lstat(lock))).toBeDefined();
  });

  test('whichever call fails, nothing is held', () => {
    for (const { process, outcome } of faultRuns(machineWith(), removing)) {
      expect(outcome.status).not.toBe('running');
      expect(process.held()).toBe(0);
    }
  });
});

/** Others have their turn while it is in it, and fail at the name that is there. */
function entering(): Operation<void> {
  return withLock(lock, { timeoutMs: 50 }, function* () {
    const name = `${directory}/inside`;
    yield* effects.mkdir(name, 0o700);
    yield* effects.rmdir(name);
  });
}

/** How two that enter by the lock end, in every order with what a third does. */
function endsBeside(third: () => Operation<unknown>): {
  readonly returned: number;
  readonly threw: number;
} {
  const writers = [entering, entering, third].map((operation) => ({ operation }));
  let returned = 0;
  let threw = 0;
  interleavings(
    machineWith(),
    writers,
    ({ outcomes }) => {
      if (outcomes.some(({ status }) => status === 'threw')) threw += 1;
      else if (outcomes.every(({ status }) => status === 'returned')) returned += 1;
    },
    { isTurn: ({ call }) => ['unlink', 'openLock', 'closeLock', 'rmdir'].includes(call) },
  );
  return { returned, threw };
}

describe('two under a lock', () => {
  test('are never in it at once, and learn nothing of a third that removes its file', () => {
    expect(endsBeside(removing)).toEqual({ returned: expect.any(Number), threw: 0 });
    expect(endsBeside(removing).returned).toBeGreaterThan(0);
  });

  test('are in it at once, or learn that it was lost, when the file is removed without the lock', () => {
    expect(endsBeside(() => effects.unlink(lock)).threw).toBeGreaterThan(0);
  });
});
