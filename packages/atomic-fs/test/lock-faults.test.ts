import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answeredBy, type Call, effects, withLock } from '../src/operations.ts';
import { createMachine, type FaultPlan, finish, startTask, type Task } from '../src/testing.ts';
import { allNames, inDirectory } from './real/in-directory.ts';
import { requireLab } from './real/lab.ts';
import type { Outcome } from './real/outcome.ts';
import { onPrivateMount } from './real/private-mount.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';
import { underShim } from './real/shim.ts';

const files = { '/d/lock': '' };

function locking(fault: FaultPlan, timeoutMs = 5000): Task<unknown> {
  const machine = createMachine({ files });
  const body = () => effects.lstat('/d');
  return startTask(machine.start({ fault }), withLock('/d/lock', { timeoutMs }, body));
}

const noLocks: FaultPlan = ({ call }) => (call === 'tryLock' ? { errno: 'ENOLCK' } : undefined);

describe('on a file system without locks', () => {
  test('a lock is refused at once, and nothing is left', () => {
    const task = locking(noLocks);
    expect(finish(task)).toMatchObject({
      status: 'threw',
      error: { code: 'ERR_LOCK_UNAVAILABLE', reason: 'no-locks', path: '/d/lock' },
    });
    expect(task.process.calls.map(({ effect }) => effect.call)).not.toContain('pause');
    expect(task.process.held()).toBe(0);
    expect(task.process.system.readdir('/d')).toEqual(['lock']);
  });

  test('which answers so once, the lock is waited for', () => {
    let answered = 0;
    const task = locking((effect) => {
      answered += effect.call === 'tryLock' ? 1 : 0;
      return answered === 1 ? noLocks(effect, 0) : undefined;
    });
    expect(finish(task).status).toBe('returned');
    expect(task.process.calls.map(({ effect }) => effect.call)).toContain('pause');
  });

  test('a full disk, on which it cannot be found out, is a lock that is held', () => {
    const task = locking((effect, number) =>
      effect.call === 'open' ? { errno: 'ENOSPC' } : noLocks(effect, number),
    );
    expect(finish(task)).toMatchObject({ status: 'threw', error: { code: 'ERR_LOCK_TIMEOUT' } });
  });

  test.each([
    { errno: 'SQLITE_PERM' },
    { errno: 'SQLITE_IOERR_RDLOCK' },
    { errno: 'SQLITE_IOERR_LOCK' },
  ])('which SQLite reports as $errno, it is no-locks as well', (fault) => {
    const task = locking(({ call }) => (call === 'tryLock' ? fault : undefined));
    expect(finish(task)).toMatchObject({ error: { reason: 'no-locks' } });
  });

  test('of the real kernel, a lock is refused at once in both forms', async (context) => {
    const shim = underShim('no-locks', scratch());
    if ('obstacle' in shim) return requireLab(context, shim.obstacle);
    const directory = scratch();
    const { found, names } = await inDirectory(directory, shim);
    const refused = { code: 'ERR_LOCK_UNAVAILABLE', facts: 'no-locks' };
    for (const outcomes of Object.values(found)) {
      expect(outcomes).toMatchObject({ locked: refused, 'locked again': refused });
    }
    expect(names).toEqual(allNames);
  });
});

test('a lock that another holds is held where the kernel names no holder, and a probe leaves nothing', () => {
  const machine = createMachine({ files });
  const holder = machine.start().system;
  holder.tryLock('/d/lock', holder.openLock('/d/lock'));
  const asking = answeredBy(
    withLock('/d/lock', { timeoutMs: 3 }, () => effects.lstat('/d')),
    (effect) =>
      effect.call === 'lockHolder' ? effects.invoke(() => undefined) : effects.passOn(effect),
  );
  const task = startTask(machine.start(), asking);
  expect(finish(task)).toMatchObject({ status: 'threw', error: { code: 'ERR_LOCK_TIMEOUT' } });
  const created = task.process.calls.filter(({ effect }) => effect.call === 'open');
  expect(created).toHaveLength(1);
  expect(holder.readdir('/d')).toEqual(['lock']);
});

describe.each([
  { errno: 'ENOSPC', what: 'a full disk' },
  { errno: 'EDQUOT', what: 'a full quota' },
  { errno: 'EROFS', what: 'a read-only file system' },
])('on $what', ({ errno }) => {
  test.each<{ when: string; spared: number; failing: Failing; there: boolean }>([
    { when: 'no lock file can be created', spared: 0, failing: {}, there: false },
    {
      when: 'SQLite cannot create the lock file',
      spared: 1,
      failing: { createLock: 'SQLITE_CANTOPEN' },
      there: false,
    },
    {
      when: 'the lock file cannot be written',
      spared: 0,
      failing: { tryLock: 'SQLITE_READONLY' },
      there: true,
    },
  ])('where $when, the write failed, with that errno', ({ spared, failing, there }) => {
    const machine = createMachine({ files: there ? files : { '/d': { kind: 'directory' } } });
    const process = machine.start({ fault: unwritable(errno, spared, failing) });
    const task = startTask(
      process,
      withLock('/d/lock', {}, () => effects.lstat('/d')),
    );
    const code = errno === 'EDQUOT' ? 'Unknown system error -122' : errno;
    expect(finish(task)).toMatchObject({
      status: 'threw',
      error: {
        code: 'ERR_ATOMIC_WRITE',
        path: '/d/lock',
        step: 'create',
        outcome: 'unchanged',
        cause: { code },
      },
    });
    expect(process.held()).toBe(0);
    expect(process.system.readdir('/d')).toEqual(there ? ['lock'] : []);
  });
});

type Failing = Readonly<Partial<Record<Call, string>>>;

/** Nothing can be created after so many files; and some calls fail with a code of SQLite's. */
function unwritable(errno: string, spared: number, failing: Failing): FaultPlan {
  let created = 0;
  return ({ call, args }) => {
    const code = failing[call];
    if (code !== undefined) return { errno: code };
    if (call !== 'open' || args[1] !== 'create') return undefined;
    created += 1;
    return created > spared ? { errno } : undefined;
  };
}

test('a lock with no inode left, or with one, is a failed write; with two it is had', async (context) => {
  const directory = scratch();
  const mount = onPrivateMount(directory, 64 * 1024);
  if ('obstacle' in mount) return requireLab(context, mount.obstacle);
  const trials = await resultOf<readonly Trial[]>('few-inodes', [directory], mount);
  expect(trials).toHaveLength(8);
  const failed = { code: 'ERR_ATOMIC_WRITE', facts: 'create unchanged ENOSPC' };
  for (const { free, outcome, names, form } of trials) {
    const expected = free < 2 ? { outcome: failed, names: [] } : { outcome: {}, names: ['lock'] };
    expect({ form, free, outcome, names }).toMatchObject({ form, free, ...expected });
    if (free >= 2) expect(outcome).toHaveProperty('done');
  }
});

interface Trial {
  readonly form: string;
  readonly free: number;
  readonly outcome: Outcome;
  readonly names: readonly string[];
}

test('the holder is named by device and inode, not by a file of that number elsewhere', async (context) => {
  const directory = scratch();
  const mount = onPrivateMount(directory, 64 * 1024);
  if ('obstacle' in mount) return requireLab(context, mount.obstacle);
  const { inodes, named, pids } = await resultOf<SameInodes>('same-inodes', [directory], mount);
  expect(inodes[0]).toBe(inodes[1]);
  expect(named).toEqual(pids);
  expect(readdirSync(directory)).toEqual([]);
});

interface SameInodes {
  readonly inodes: readonly number[];
  readonly named: readonly unknown[];
  readonly pids: readonly number[];
}
