import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as atomic from '../src/index.ts';
import { effects, type Operation, run } from '../src/operations.ts';
import { scratch } from './real/scratch.ts';

/** How often a call went through the thread pool. */
async function poolCalls(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'FSREQCALLBACK') count += 1;
    },
  });
  hook.enable();
  await work();
  hook.disable();
  return count;
}

describe('calls go through the thread pool', () => {
  const large = new Uint8Array(65_537);
  const small = new Uint8Array(65_536);
  test.each<[string, number, number, (path: string, options: object) => Promise<unknown>]>([
    ['replaceFile', 3, 10, (path, o) => atomic.replaceFile(path, small, o)],
    ['replaceFile of more than 64 KiB', 4, 10, (path, o) => atomic.replaceFile(path, large, o)],
    ['createFile', 3, 12, (path, o) => atomic.createFile(`${path}2`, small, o)],
    ['removeFile', 2, 5, (path, o) => atomic.removeFile(path, o)],
    ['readRegularFile', 0, 4, (path, o) => atomic.readRegularFile(path, o)],
    ['ensureDirectory', 2, 10, (path, o) => atomic.ensureDirectory(`${path}3`, o)],
    ['listOrphans', 1, 1, (path, o) => atomic.listOrphans(join(path, '..'), o)],
  ])('of %s only what waits for the disk, unless all are to', async (_name, mixed, pool, call) => {
    const counts = { mixed: 0, pool: 0 };
    for (const blocking of ['mixed', 'pool'] as const) {
      const path = join(scratch(), 'f');
      writeFileSync(path, 'old', { mode: 0o600 });
      counts[blocking] = await poolCalls(() => call(path, { blocking }));
    }
    expect(counts).toEqual({ mixed, pool });
  });

  test('of a read of more than 64 KiB the read', async () => {
    const path = join(scratch(), 'f');
    writeFileSync(path, large);
    expect(await poolCalls(() => atomic.readRegularFile(path))).toBe(1);
  });
});

test('another word for blocking is refused before anything is touched', async () => {
  const path = join(scratch(), 'missing');
  const options = { blocking: 'thread' } as never;
  const calls = [
    atomic.replaceFile(path, '', options),
    atomic.createFile(path, '', options),
    atomic.removeFile(path, options),
    atomic.readRegularFile(path, options),
    atomic.ensureDirectory(path, options),
    atomic.listOrphans(path, options),
    atomic.removeOrphans(path, { olderThanMs: 0 }, options),
    atomic.acquireLock(path, options),
    atomic.withLock(path, options, () => {}),
  ];
  for (const call of calls) {
    await expect(call).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' });
  }
  expect(() => readFileSync(path)).toThrow('ENOENT');
});

describe('the event loop', () => {
  /** Takes about a millisecond, without a call that waits. */
  function* busy(times: number): Operation<void> {
    for (let i = 0; i < times; i += 1) {
      yield* effects.invoke(() => {
        for (const until = performance.now() + 1; performance.now() < until; );
      });
    }
  }

  /** How many turns it has until the work is done. */
  async function turnsDuring(work: Promise<unknown>): Promise<number> {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await work;
    isDone = true;
    return turns;
  }

  test('has a turn at least every 5 ms of one long run', async () => {
    expect(await turnsDuring(run(busy(60)))).toBeGreaterThanOrEqual(9);
  });

  test('has a turn at least every 5 ms of many short runs that are started at once', async () => {
    const runs = Array.from({ length: 60 }, () => run(busy(2)));
    expect(await turnsDuring(Promise.all(runs))).toBeGreaterThanOrEqual(18);
  });

  test('has a turn at least every 5 ms of short runs that are started one after the other', async () => {
    const oneByOne = async (): Promise<void> => {
      for (let i = 0; i < 60; i += 1) await run(busy(1));
    };
    expect(await turnsDuring(oneByOne())).toBeGreaterThanOrEqual(9);
  });

  test('goes on with each run in its own context', async () => {
    const context = new AsyncLocalStorage<number>();
    const directory = scratch();
    const path = join(directory, 'f');
    function* seeing(): Operation<(number | undefined)[]> {
      const seen = [yield* effects.invoke(() => context.getStore())];
      yield* busy(8);
      seen.push(yield* effects.invoke(() => context.getStore()));
      yield* effects.beginWrite(path);
      seen.push(yield* effects.invoke(() => context.getStore()));
      yield* effects.endWrite(path);
      return seen;
    }
    const seen = [1, 2, 3].map((id) => context.run(id, () => run(seeing())));
    expect(await Promise.all(seen)).toEqual([1, 2, 3].map((id) => [id, id, id]));
  });
});

describe('fake timers', () => {
  afterEach(() => void vi.useRealTimers());

  test('stop no write, read, pause or wait for a lock, nor its deadline', async () => {
    const directory = scratch();
    const path = join(directory, 'f');
    const lockPath = join(directory, 'lock');
    vi.useFakeTimers();
    await Promise.all(Array.from({ length: 9 }, () => atomic.replaceFile(path, 'new')));
    expect((await atomic.readRegularFile(path))?.bytes).toHaveLength(3);
    await run(effects.pause(2));
    const lock = await atomic.acquireLock(lockPath);
    await expect(atomic.acquireLock(lockPath, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
    });
    const waiting = atomic.withLock(lockPath, { timeoutMs: 60_000 }, () => 'taken');
    lock.release();
    expect(await waiting).toBe('taken');
  });

  test('leave the clock that is compared with the times of files as it is', async () => {
    const directory = scratch();
    writeFileSync(join(directory, '.f.0123456789ab.tmp'), '');
    vi.useFakeTimers({ now: 0 });
    await atomic.removeOrphans(directory, { olderThanMs: 60_000 });
    expect(await atomic.listOrphans(directory)).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1e13);
    expect(await atomic.removeOrphans(directory, { olderThanMs: 60_000 })).toEqual([]);
  });

  test('leave a run its turns', async () => {
    vi.useFakeTimers();
    function* long(): Operation<number> {
      const started = yield* effects.now();
      for (;;) {
        const used = (yield* effects.now()) - started;
        if (used > 20) return used;
      }
    }
    expect(await run(long())).toBeGreaterThan(20);
  });
});
