import { getEventListeners } from 'node:events';
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { acquireLock, acquireLockSync, withLock, withLockSync } from '../src/index.ts';
import { forms } from './real/forms.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const once = { timeoutMs: 0 };
const lockPath = (): string => join(scratch(), 'lock');

/** Another process that holds the lock until it is asked to release it. */
async function heldByAnother(path: string): Promise<ReturnType<typeof startProgram>> {
  const holder = startProgram('hold', [path]);
  expect(await holder.line()).toBe('held');
  return holder;
}

describe.each(forms)('$form', (form) => {
  test('a held lock is refused to others, and a released one is not', async () => {
    const path = lockPath();
    const lock = await form.acquireLock(path);
    await expect(form.acquireLock(path, once)).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    lock.release();
    (await form.acquireLock(path, once)).release();
  });

  test('a second release does nothing, not even to the next holder', async () => {
    const path = lockPath();
    const first = await form.acquireLock(path);
    first.release();
    const second = await form.acquireLock(path);
    first.release();
    await expect(form.acquireLock(path, once)).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    second.release();
  });

  test('disposing releases', async () => {
    const path = lockPath();
    (await form.acquireLock(path))[Symbol.dispose]();
    (await form.acquireLock(path, once)).release();
  });

  test('locks of different paths know nothing of each other', async () => {
    const directory = scratch();
    const one = await form.acquireLock(join(directory, 'one'));
    const two = await form.acquireLock(join(directory, 'two'), once);
    expect([one.path, two.path]).toEqual([join(directory, 'one'), join(directory, 'two')]);
    one.release();
    two.release();
  });

  test('withLock hands back what the body returns, and frees the lock', async () => {
    const path = lockPath();
    expect(await form.withLock(path, {}, () => 42)).toBe(42);
    (await form.acquireLock(path, once)).release();
  });

  test('withLock hands on what the body throws, and frees the lock', async () => {
    const path = lockPath();
    const fault = new Error('of the body');
    await expect(
      form.withLock(path, {}, () => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    (await form.acquireLock(path, once)).release();
  });

  test('a wait that is over says how long it was, and who holds the lock', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    const refused = form.acquireLock(path, { timeoutMs: 120 });
    const error = await refused.catch((caught: unknown) => caught);
    // Only Linux says whose lock it is.
    const pid = process.platform === 'linux' ? holder.pid : undefined;
    expect(error).toMatchObject({ code: 'ERR_LOCK_TIMEOUT', path, holder: pid });
    expect(error).toHaveProperty('message', expect.stringContaining(`'${path}'`));
    const { waitedMs } = error as { readonly waitedMs: number };
    expect(waitedMs).toBeGreaterThanOrEqual(120);
    expect(waitedMs).toBeLessThan(2000);
  });

  test.runIf(process.platform === 'linux')('a wait that is over leaves nothing open', async () => {
    const path = lockPath();
    await heldByAnother(path);
    const before = readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 30; i += 1) await form.acquireLock(path, once).catch(() => {});
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 10);
  });

  test('timeoutMs 0 is one try', async () => {
    const path = lockPath();
    await heldByAnother(path);
    const error = await form.acquireLock(path, once).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    expect((error as { readonly waitedMs: number }).waitedMs).toBeLessThan(100);
  });

  test('timeoutMs Infinity waits until it is free', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    setTimeout(() => holder.say('release'), 50);
    if (form.form === 'sync') holder.say('release');
    (await form.acquireLock(path, { timeoutMs: Number.POSITIVE_INFINITY })).release();
  });

  test('timeoutMs NaN is not a wait without end', async () => {
    const path = lockPath();
    await heldByAnother(path);
    const refused = expect(form.acquireLock(path, { timeoutMs: Number.NaN })).rejects;
    await refused.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
  });

  test('however old the lock file is, a live holder keeps the lock', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    utimesSync(path, 0, 0);
    await expect(form.acquireLock(path, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
    });
    holder.say('release');
    await holder.ended;
    (await form.acquireLock(path, once)).release();
  });

  test('however new the lock file is, a lock without a holder is taken at once', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    holder.kill();
    await holder.ended;
    const now = Date.now() / 1000 + 60;
    utimesSync(path, now, now);
    (await form.acquireLock(path, once)).release();
  });
});

describe('waiting for oneself is refused at once', () => {
  const self = { code: 'ERR_LOCK_TIMEOUT', waitedMs: 0, holder: 'self' };

  test('a synchronous acquire of what this thread holds, however it was taken', async () => {
    const path = lockPath();
    for (const acquire of [acquireLockSync, acquireLock]) {
      const lock = await acquire(path);
      expect(() => acquireLockSync(path)).toThrow(expect.objectContaining(self));
      expect(() => withLockSync(path, {}, () => {})).toThrow(expect.objectContaining(self));
      lock.release();
    }
  });

  test('an acquire inside the body of withLockSync', () => {
    const path = lockPath();
    withLockSync(path, {}, () => {
      expect(() => acquireLockSync(path)).toThrow(expect.objectContaining(self));
    });
  });

  test('an acquire inside the body of withLock, however deep', async () => {
    const path = lockPath();
    const other = `${path}-other`;
    await withLock(path, {}, async () => {
      await pause(1);
      await expect(acquireLock(path)).rejects.toMatchObject(self);
      await withLock(other, {}, async () => {
        await expect(withLock(path, {}, () => {})).rejects.toMatchObject(self);
      });
      expect(() => acquireLockSync(path)).toThrow(expect.objectContaining(self));
    });
    await withLock(path, once, () => {});
  });

  test('but what a body has started and left behind may have the lock after it', async () => {
    const path = lockPath();
    let later: Promise<unknown> = Promise.resolve();
    await withLock(path, {}, () => {
      later = pause(20).then(() => withLock(path, {}, () => 'had it'));
    });
    expect(await later).toBe('had it');
  });
});

test('a promise is no body for withLockSync: the lock would be free before it settles', () => {
  const path = lockPath();
  expect(() => withLockSync(path, {}, async () => {})).toThrow(/must be synchronous/);
  acquireLockSync(path, once).release();
});

test('an asynchronous waiter gets what a synchronous holder of its thread releases', async () => {
  const path = lockPath();
  const lock = acquireLockSync(path);
  const waiting = acquireLock(path);
  await pause(20);
  lock.release();
  (await waiting).release();
});

test('the waiters of one process get the lock in the order in which they asked', async () => {
  const path = lockPath();
  const holder = await heldByAnother(path);
  const order: number[] = [];
  const waiters = Array.from({ length: 30 }, (_, i) =>
    withLock(path, {}, async () => {
      order.push(i);
      await pause(Math.random() * 2);
    }),
  );
  await pause(20);
  expect(order).toEqual([]);
  holder.say('release');
  await Promise.all(waiters);
  expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
});

test('a lock that is released again and again still gives one waiter its turn at a time', async () => {
  const path = lockPath();
  const lock = await acquireLock(path);
  const order: number[] = [];
  const waiters = Array.from({ length: 12 }, (_, i) =>
    withLock(path, {}, async () => {
      order.push(i);
      await pause(3);
    }),
  );
  for (let i = 0; i < 12; i += 1) lock.release();
  await Promise.all(waiters);
  expect(order).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('a waiter in the queue may have all the time there is', async () => {
  const path = lockPath();
  const lock = await acquireLock(path);
  const waiting = acquireLock(path, { timeoutMs: Number.POSITIVE_INFINITY });
  await pause(20);
  lock.release();
  (await waiting).release();
});

test('a waiter whose time is up leaves the queue, and those behind it move up', async () => {
  const path = lockPath();
  const lock = await acquireLock(path);
  const first = acquireLock(path, { timeoutMs: 20 });
  const second = acquireLock(path);
  await expect(first).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT', path });
  lock.release();
  (await second).release();
});

describe('an AbortSignal', () => {
  test('that is aborted already: nothing is tried', async () => {
    const path = lockPath();
    const reason = new Error('enough');
    await expect(acquireLock(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('ends a wait in the queue, and those behind move up', async () => {
    const path = lockPath();
    const lock = await acquireLock(path);
    const controller = new AbortController();
    const aborted = acquireLock(path, { signal: controller.signal });
    const behind = acquireLock(path);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    lock.release();
    (await behind).release();
  });

  test.each([
    ['an error', new Error('enough')],
    ['null', null],
  ])(
    'ends a wait for another process, and leaves nothing held, with %s as reason',
    async (_what, reason) => {
      const path = lockPath();
      const holder = await heldByAnother(path);
      const controller = new AbortController();
      const waiting = acquireLock(path, { signal: controller.signal });
      const settled = waiting.then(
        () => 'taken',
        (error: unknown) => error,
      );
      await pause(20);
      controller.abort(reason);
      expect(await settled).toBeInstanceOf(Error);
      holder.say('release');
      await holder.ended;
      acquireLockSync(path, once).release();
      (await acquireLock(path, once)).release();
    },
  );

  test('at any moment of a first acquire leaves no part of one', async () => {
    const directory = scratch();
    for (let i = 0; i < 150; i += 1) {
      const controller = new AbortController();
      const acquiring = acquireLock(join(directory, `lock-${i}`), { signal: controller.signal });
      if (i % 3 === 0) setImmediate(() => controller.abort());
      else setTimeout(() => controller.abort(), i % 3);
      await acquiring.then(
        (lock) => lock.release(),
        () => {},
      );
      acquireLockSync(join(directory, `lock-${i}`), once).release();
    }
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('does nothing to a lock that is held already', async () => {
    const path = lockPath();
    const controller = new AbortController();
    const lock = await acquireLock(path, { signal: controller.signal });
    controller.abort();
    expect(() => acquireLockSync(path)).toThrow(/this thread itself/);
    lock.release();
  });

  test('that outlives many acquires gathers no listeners', async () => {
    const path = lockPath();
    const { signal } = new AbortController();
    const lock = await acquireLock(path, { signal });
    const waiting = acquireLock(path, { signal });
    await pause(5);
    lock.release();
    (await waiting).release();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
