import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  acquireLock,
  acquireLockSync,
  createLock,
  type FileLock,
  type LockHandle,
  withLock,
} from '../src/index.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const once = { timeoutMs: 0 };
const lockPath = (): string => join(scratch(), 'lock');

function handleOf(path: string): LockHandle {
  const handle = createLock(path);
  onTestFinished(() => handle.close());
  return handle;
}

/** What another process finds. */
async function seenElsewhere(path: string): Promise<string> {
  const program = startProgram('peek-lock', [path]);
  const answer = await program.line();
  await program.ended;
  return answer;
}

function descriptorsOf(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      const { ino, dev } = statSync(`/proc/self/fd/${fd}`);
      const named = statSync(path);
      return ino === named.ino && dev === named.dev;
    } catch {
      return false;
    }
  }).length;
}

type Acquire = (handle: LockHandle, wait?: { readonly timeoutMs: number }) => Promise<FileLock>;
const forms: readonly (readonly [string, Acquire])[] = [
  ['sync', async (handle, wait) => handle.acquireSync(wait)],
  ['async', (handle, wait) => handle.acquire(wait)],
];

describe.each(forms)('%s', (_form, acquire) => {
  test('a lock taken through a handle excludes other processes, each time, and none between', async () => {
    const path = lockPath();
    const handle = handleOf(path);
    for (let i = 0; i < 3; i += 1) {
      const lock = await acquire(handle);
      expect(await seenElsewhere(path)).toBe('held');
      lock.release();
      lock.release();
      expect(await seenElsewhere(path)).toBe('free');
    }
    expect(statSync(path)).toMatchObject({ size: 0, mode: 0o100600 });
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  test('a lock that another process holds is refused at the deadline, and had after it', async () => {
    const path = lockPath();
    const handle = handleOf(path);
    (await acquire(handle)).release();
    const holder = startProgram('hold', [path]);
    await holder.line();
    for (const timeoutMs of [0, 30]) {
      await expect(acquire(handle, { timeoutMs })).rejects.toMatchObject({
        code: 'ERR_LOCK_TIMEOUT',
        holder: process.platform === 'linux' ? holder.pid : undefined,
      });
    }
    holder.say('release');
    await holder.ended;
    (await acquire(handle, once)).release();
  });

  test.each([
    ['deleted', (path: string) => unlinkSync(path)],
    [
      'replaced',
      (path: string) => {
        writeFileSync(`${path}-new`, '', { mode: 0o600 });
        renameSync(`${path}-new`, path);
      },
    ],
  ])('a lock file that was %s between two locks is opened anew', async (_what, change) => {
    const path = lockPath();
    const handle = handleOf(path);
    (await acquire(handle)).release();
    change(path);
    const lock = await acquire(handle);
    expect(await seenElsewhere(path)).toBe('held');
    lock.release();
  });

  test('a lock file that got content or a second name between two locks is refused, and usable again after that', async () => {
    const path = lockPath();
    const handle = handleOf(path);
    (await acquire(handle)).release();
    writeFileSync(path, 'precious');
    await expect(acquire(handle, once)).rejects.toMatchObject({ reason: 'not-empty' });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    writeFileSync(path, '');
    (await acquire(handle, once)).release();
  });

  test.each(['-journal', '-wal', '-shm'])(
    'a file X%s that appears while the handle is open is never deleted',
    async (suffix) => {
      const path = lockPath();
      const handle = handleOf(path);
      const first = await acquire(handle);
      writeFileSync(`${path}${suffix}`, 'precious');
      first.release();
      for (let i = 0; i < 2; i += 1) (await acquire(handle)).release();
      expect(readFileSync(`${path}${suffix}`, 'utf8')).toBe('precious');
      await expect(acquireLock(path)).rejects.toMatchObject({ reason: 'name-taken' });
    },
  );

  test.runIf(process.platform === 'linux')(
    'a handle costs one descriptor from its first lock on, and none after its close',
    async () => {
      const path = lockPath();
      const handle = createLock(path);
      expect(existsSync(path)).toBe(false);
      for (let i = 0; i < 3; i += 1) {
        const lock = await acquire(handle);
        expect(descriptorsOf(path)).toBe(1);
        lock.release();
        expect(descriptorsOf(path)).toBe(1);
      }
      handle.close();
      expect(descriptorsOf(path)).toBe(0);
    },
  );

  test('a handle that was closed while it held the lock holds it until the release, and then nothing', async () => {
    const path = lockPath();
    const handle = createLock(path);
    const lock = await acquire(handle);
    handle.close();
    handle.close();
    expect(await seenElsewhere(path)).toBe('held');
    lock.release();
    expect(await seenElsewhere(path)).toBe('free');
    expect(descriptorsOf(path)).toBe(0);
  });

  test('after its close a handle takes nothing: TypeError', async () => {
    const path = lockPath();
    const handle = createLock(path);
    handle[Symbol.dispose]();
    await expect(acquire(handle)).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' });
    await expect(handle.withLock(() => {})).rejects.toThrow(TypeError);
    expect(() => handle.withLockSync(() => {})).toThrow(TypeError);
    expect(existsSync(path)).toBe(false);
  });
});

test('who waits already when the handle is closed has the lock in turn', async () => {
  const path = lockPath();
  const handle = createLock(path);
  const lock = await handle.acquire();
  const waiting = handle.withLock(() => 'had it');
  handle.close();
  await pause(5);
  lock.release();
  expect(await waiting).toBe('had it');
  expect(await seenElsewhere(path)).toBe('free');
  expect(descriptorsOf(path)).toBe(0);
});

test('handles and plain acquires of one path exclude each other, in the order in which they asked', async () => {
  const path = lockPath();
  const handles = [handleOf(path), handleOf(path)];
  const order: number[] = [];
  let inside = 0;
  const waiters = Array.from({ length: 30 }, (_, i) => {
    const body = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      order.push(i);
      await pause(Math.random());
      inside -= 1;
    };
    return handles[i % 3]?.withLock(body) ?? withLock(path, body);
  });
  await Promise.all(waiters);
  expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
});

test('a synchronous acquire of what the thread holds through a handle is refused at once', async () => {
  const path = lockPath();
  const handle = handleOf(path);
  const self = expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', waitedMs: 0, holder: 'self' });
  for (const [, acquire] of forms) {
    const lock = await acquire(handle);
    for (const again of [() => handle.acquireSync(), () => acquireLockSync(path)]) {
      expect(again).toThrow(self);
    }
    lock.release();
  }
});

test('a synchronous acquire while an asynchronous one of the same handle waits leaves both whole', async () => {
  const path = lockPath();
  const handle = handleOf(path);
  handle.acquireSync().release();
  const holder = startProgram('hold', [path]);
  await holder.line();
  const waiting = handle.acquire();
  await pause(20);
  expect(() => handle.acquireSync(once)).toThrow(/still held/);
  holder.say('release');
  await holder.ended;
  const lock = await waiting;
  expect(await seenElsewhere(path)).toBe('held');
  lock.release();
  handle.acquireSync(once).release();
});

test.runIf(process.platform === 'linux')(
  'however often others of the process take the lock beside a handle, no more descriptors are open than connections were at once',
  async () => {
    const path = lockPath();
    const handle = createLock(path);
    handle.acquireSync().release();
    for (let i = 0; i < 10; i += 1) {
      acquireLockSync(path).release();
      (await acquireLock(path)).release();
      using other = createLock(path);
      other.acquireSync().release();
      expect(descriptorsOf(path)).toBe(2);
    }
    handle.close();
    expect(descriptorsOf(path)).toBe(0);
  },
);

test('another connection of the same process opens, tries and closes, and the lock stays held', async () => {
  const path = lockPath();
  const first = handleOf(path);
  first.acquireSync().release();
  const lock = first.acquireSync();
  const second = createLock(path);
  await expect(second.acquire(once)).rejects.toMatchObject({ holder: 'self' });
  await expect(acquireLock(join(path, '..', '.', 'lock'), once)).rejects.toMatchObject({
    holder: 'self',
  });
  second.close();
  expect(await seenElsewhere(path)).toBe('held');
  lock.release();
  // One that is open, and one that is closed, beside a lock that is held.
  const third = createLock(path);
  third.acquireSync().release();
  const again = first.acquireSync();
  third.close();
  expect(await seenElsewhere(path)).toBe('held');
  again.release();
  expect(await seenElsewhere(path)).toBe('free');
});

test.each(['sync', 'async'])(
  'a handle that is collected while it holds the lock, %s, does not free it; an idle one closes its descriptor',
  async (form) => {
    const path = lockPath();
    const program = startProgram('abandon-handle', [path, form], { nodeOptions: ['--expose-gc'] });
    expect(await program.line()).toBe('collected, 0 descriptors');
    expect(await program.line()).toBe('collected, 1 descriptors');
    expect(() => acquireLockSync(path, { timeoutMs: 50 })).toThrow(/still held/);
    program.kill();
    await program.ended;
    acquireLockSync(path, { timeoutMs: 1000 }).release();
  },
);
