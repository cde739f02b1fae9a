import { getEventListeners } from 'node:events';
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  acquireLock,
  acquireLockSync,
  createLock,
  errnoOf,
  withLock,
  withLockSync,
} from '../src/index.ts';
import { forms } from './real/forms.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const once = { timeoutMs: 0 };
const lockPath = (): string => join(scratch(), 'lock');

/** Another process that holds the lock until a line of input. */
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

  test('locks of different paths are independent', async () => {
    const directory = scratch();
    const one = await form.acquireLock(join(directory, 'one'));
    const two = await form.acquireLock(join(directory, 'two'), once);
    expect([one.path, two.path]).toEqual([join(directory, 'one'), join(directory, 'two')]);
    one.release();
    two.release();
  });

  test('withLock returns what the body returns, and frees the lock', async () => {
    const path = lockPath();
    expect(await form.withLock(path, {}, () => 42)).toBe(42);
    (await form.acquireLock(path, once)).release();
  });

  test('withLock throws what the body throws, and frees the lock', async () => {
    const path = lockPath();
    const fault = new Error('of the body');
    await expect(
      form.withLock(path, {}, () => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    (await form.acquireLock(path, once)).release();
  });

  test('a wait that times out reports how long it was, and who holds the lock', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    const refused = form.acquireLock(path, { timeoutMs: 120 });
    const error = await refused.catch((caught: unknown) => caught);
    // Only Linux reports the holder of a lock.
    const pid = process.platform === 'linux' ? holder.pid : undefined;
    expect(error).toMatchObject({ code: 'ERR_LOCK_TIMEOUT', path, holder: pid });
    expect(error).toHaveProperty('message', expect.stringContaining(`'${path}'`));
    const { waitedMs } = error as { readonly waitedMs: number };
    expect(waitedMs).toBeGreaterThanOrEqual(120);
    expect(waitedMs).toBeLessThan(2000);
  });

  test.runIf(process.platform === 'linux')(
    'a wait that times out leaves nothing open',
    async () => {
      const path = lockPath();
      await heldByAnother(path);
      const before = readdirSync('/proc/self/fd').length;
      for (let i = 0; i < 30; i += 1) await form.acquireLock(path, once).catch(() => {});
      expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 10);
    },
  );

  test('timeoutMs 0 is one try', async () => {
    const path = lockPath();
    await heldByAnother(path);
    const error = await form.acquireLock(path, once).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    expect((error as { readonly waitedMs: number }).waitedMs).toBeLessThan(100);
  });

  test('timeoutMs Infinity waits until the lock is free', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    setTimeout(() => holder.say('release'), 50);
    if (form.form === 'sync') holder.say('release');
    (await form.acquireLock(path, { timeoutMs: Number.POSITIVE_INFINITY })).release();
  });

  test('a live holder keeps the lock, however old the lock file is', async () => {
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

  test('a lock without a holder is taken at once, however new the lock file is', async () => {
    const path = lockPath();
    const holder = await heldByAnother(path);
    holder.kill();
    await holder.ended;
    const now = Date.now() / 1000 + 60;
    utimesSync(path, now, now);
    (await form.acquireLock(path, once)).release();
  });
});

describe('a wait for oneself is refused at once', () => {
  const self = { code: 'ERR_LOCK_TIMEOUT', waitedMs: 0, holder: 'self' };

  test('a synchronous acquire of what this thread holds, taken in either form', async () => {
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
});

describe('an asynchronous acquire inside a body waits its turn', () => {
  test('so what a body started and did not await has the lock after it', async () => {
    const path = lockPath();
    let later: Promise<unknown> = Promise.resolve();
    let ended = false;
    await withLock(path, async () => {
      later = withLock(path, () => ended);
      await pause(20);
      ended = true;
    });
    expect(await later).toBe(true);
  });

  test.each([
    ['the queue', (path: string) => withLock(path, { timeoutMs: 30 }, () => {})],
    ['a handle', (path: string) => createLock(path).acquire({ timeoutMs: 30 })],
  ])(
    'and one that the body awaits ends at its deadline, held by self, in %s',
    async (_, nested) => {
      const path = lockPath();
      const waited = { code: 'ERR_LOCK_TIMEOUT', holder: 'self' };
      await withLock(path, async () => {
        await expect(nested(path)).rejects.toMatchObject(waited);
        await withLock(`${path}-other`, async () => {
          await expect(nested(path)).rejects.toMatchObject(waited);
        });
      });
      await withLock(path, once, () => {});
    },
  );

  test('and so does one that waits for a synchronous holder of its thread', async () => {
    const path = lockPath();
    const lock = acquireLockSync(path);
    await expect(acquireLock(path, { timeoutMs: 30 })).rejects.toMatchObject({ holder: 'self' });
    lock.release();
  });
});

test('a body that returns a promise is no synchronous one: TypeError alone, also when it rejects, and the lock is free', async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));
  const path = lockPath();
  const handle = createLock(path);
  const rejecting = async (): Promise<never> => Promise.reject(new Error('of the body'));
  for (const body of [rejecting, async () => {}]) {
    expect(() => withLockSync(path, body)).toThrow(TypeError);
    expect(() => handle.withLockSync(body)).toThrow(TypeError);
  }
  await pause(10);
  expect(unhandled).toEqual([]);
  acquireLockSync(path, once).release();
});

describe('the arguments of every lock function are checked before anything is touched', () => {
  const body = (): string => 'of the body';
  const functions: Readonly<Record<string, (path: never, ...args: never[]) => unknown>> = {
    acquireLock,
    acquireLockSync,
    withLock: (path, options) => withLock(path, options, body),
    withLockSync: (path, options) => withLockSync(path, options, body),
    'acquire of a handle': (path, options) => createLock(path).acquire(options),
    'acquireSync of a handle': (path, options) => createLock(path).acquireSync(options),
    'withLock of a handle': (path, options) => createLock(path).withLock(options, body),
    'withLockSync of a handle': (path, options) => createLock(path).withLockSync(options, body),
  };
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ timeoutMs: Number.NaN }, 'ERR_OUT_OF_RANGE'],
    [{ timeoutMs: -1 }, 'ERR_OUT_OF_RANGE'],
    [{ timeoutMs: '5' }, 'ERR_INVALID_ARG_TYPE'],
    [{ timeoutMs: null }, 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
    [5000, 'ERR_INVALID_ARG_TYPE'],
    [body, 'ERR_INVALID_ARG_TYPE'],
  ];
  const paths: readonly (readonly [unknown, string])[] = [
    ['', 'ERR_INVALID_ARG_VALUE'],
    ['a\0b', 'ERR_INVALID_ARG_VALUE'],
    [undefined, 'ERR_INVALID_ARG_TYPE'],
    [Buffer.from('/lock'), 'ERR_INVALID_ARG_TYPE'],
    [new URL('http://localhost/lock'), 'ERR_INVALID_URL_SCHEME'],
  ];

  test.each(Object.entries(functions))('%s', async (name, call) => {
    const directory = scratch();
    const path = join(directory, 'lock');
    const codeOf = async (...args: readonly unknown[]): Promise<unknown> => {
      const calling = async (): Promise<unknown> => call(...(args as [never]));
      return calling().then(() => 'no error', errnoOf);
    };
    for (const [options, code] of wrong) expect(await codeOf(path, options)).toBe(code);
    for (const [given, code] of paths) expect(await codeOf(given)).toBe(code);
    if (!name.includes('Sync')) {
      expect(await codeOf(path, { signal: 'now' })).toBe('ERR_INVALID_ARG_TYPE');
    }
    expect(readdirSync(directory)).toEqual([]);
    expect(await codeOf(pathToFileURL(path), undefined)).toBe('no error');
    expect(readdirSync(directory)).toEqual(['lock']);
  });

  test.each<readonly [string, (...args: never[]) => unknown]>([
    ['withLock', (...args) => withLock('lock', ...(args as [never]))],
    ['withLockSync', (...args) => withLockSync('lock', ...(args as [never]))],
    ['withLock of a handle', (...args) => createLock('lock').withLock(...(args as [never]))],
    [
      'withLockSync of a handle',
      (...args) => createLock('lock').withLockSync(...(args as [never])),
    ],
  ])('%s takes a body, alone or after options, and nothing else for it', async (_name, call) => {
    const calling = async (...args: unknown[]): Promise<unknown> => call(...(args as never[]));
    for (const args of [[], [undefined], [{}], [{}, undefined], [body, {}], [{}, 'body']]) {
      await expect(calling(...args)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    }
  });
});

test.each(forms)(
  'withLock runs a body that is its only argument besides the path, $form',
  async ({ withLock: hold }) => {
    const path = lockPath();
    expect(await hold(path, () => 'of the body')).toBe('of the body');
    expect(await hold(path, undefined, () => 'of the body')).toBe('of the body');
  },
);

test('a relative path is resolved at the call, whatever becomes of the working directory', async () => {
  const directory = scratch();
  const program = startProgram('lock-elsewhere', [directory]);
  expect(await program.line()).toBe(JSON.stringify(['lock', 'other']));
  expect(readdirSync(join(directory, 'other'))).toEqual([]);
});

test('an asynchronous waiter gets the lock that a synchronous holder of its thread releases', async () => {
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

test('a repeated release still lets one waiter in at a time', async () => {
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

test('a waiter in the queue may have an infinite timeout', async () => {
  const path = lockPath();
  const lock = await acquireLock(path);
  const waiting = acquireLock(path, { timeoutMs: Number.POSITIVE_INFINITY });
  await pause(20);
  lock.release();
  (await waiting).release();
});

test('a waiter that times out leaves the queue, and those behind it move up', async () => {
  const path = lockPath();
  const lock = await acquireLock(path);
  const first = acquireLock(path, { timeoutMs: 20 });
  const second = acquireLock(path);
  await expect(first).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT', path });
  lock.release();
  (await second).release();
});

describe('an AbortSignal', () => {
  test('that is aborted already prevents any attempt', async () => {
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
    'ends a wait for another process with %s as reason, and leaves nothing held',
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

  test('at any moment of a first acquire leaves no partial lock file', async () => {
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

  test('does nothing to a held lock', async () => {
    const path = lockPath();
    const controller = new AbortController();
    const lock = await acquireLock(path, { signal: controller.signal });
    controller.abort();
    expect(() => acquireLockSync(path)).toThrow(/this thread itself/);
    lock.release();
  });

  test('that outlives many acquires collects no listeners', async () => {
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
