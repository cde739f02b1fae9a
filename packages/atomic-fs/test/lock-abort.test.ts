import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acquireLock, acquireLockSync, createLock, withLock } from '../src/index.ts';
import { effects, run, withLock as withLockOperation } from '../src/operations.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

type Wait = { readonly signal: AbortSignal };
type Locked = (path: string, wait: Wait, body: () => void) => Promise<unknown>;

/** Every way to run something under a lock that can be aborted. */
const ways: Readonly<Record<string, Locked>> = {
  withLock,
  acquireLock: async (path, wait, body) => {
    using _lock = await acquireLock(path, wait);
    body();
  },
  'withLock of a handle': async (path, wait, body) => {
    using handle = createLock(path);
    await handle.withLock(wait, body);
  },
  'a handle that was used before': async (path, wait, body) => {
    using handle = createLock(path);
    handle.acquireSync({ timeoutMs: 5000 }).release();
    await handle.withLock(wait, body);
  },
  'the operation, run': (path, { signal }, body) =>
    run(
      // Begun where the operation is, not where its first call is made.
      withLockOperation(path, {}, () => {
        body();
        return effects.invoke(() => undefined);
      }),
      { signal },
    ),
};

/** Who holds the lock when it is asked for, until `release`. */
const holders: Readonly<Record<string, (path: string) => Promise<() => Promise<unknown>>>> = {
  nobody: async () => async () => {},
  'the same thread': async (path) => {
    const lock = await acquireLock(path);
    return async () => lock.release();
  },
  'a synchronous holder of the same thread': async (path) => {
    const lock = acquireLockSync(path);
    return async () => lock.release();
  },
  'another process': async (path) => {
    const holder = startProgram('hold', [path]);
    await holder.line();
    return () => {
      holder.say('release');
      return holder.ended;
    };
  },
};

const moment = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ of: 'call', n: 0 } as const) },
  { weight: 3, arbitrary: fc.record({ of: fc.constant('microtasks' as const), n: fc.nat(40) }) },
  { weight: 3, arbitrary: fc.record({ of: fc.constant('turns' as const), n: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ of: fc.constant('ms' as const), n: fc.nat(12) }) },
);

async function arrived({ of, n }: { readonly of: string; readonly n: number }): Promise<void> {
  if (of === 'ms') await pause(n);
  else
    for (let i = 0; i < n; i += 1) {
      await (of === 'turns' ? new Promise((resolve) => setImmediate(resolve)) : undefined);
    }
}

test.each(
  Object.keys(holders).flatMap((holder) => Object.keys(ways).map((way) => [way, holder] as const)),
)(
  '%s, with the lock held by %s, is aborted at any moment before its body: it rejects with the reason, runs nothing, holds nothing',
  { timeout: 60_000 },
  async (way, holder) => {
    const locked = ways[way];
    const hold = holders[holder];
    if (locked === undefined || hold === undefined) throw new TypeError('no such way');
    const path = join(scratch(), 'lock');
    const property = fc.asyncProperty(moment, fc.nat(6), async (abortAt, releaseAt) => {
      const release = way.includes('before') && holder !== 'nobody' ? undefined : await hold(path);
      const controller = new AbortController();
      const { signal } = controller;
      const reason = new Error('enough');
      let ran = false;
      let inTime = false;
      const abort = (): void => {
        inTime = !ran;
        controller.abort(reason);
      };
      if (abortAt.of === 'call') abort();
      const locking = locked(path, { signal }, () => {
        ran = true;
      }).then(
        () => 'done',
        (error: unknown) => error,
      );
      const aborting = abortAt.of === 'call' ? undefined : arrived(abortAt).then(abort);
      const releasing = pause(releaseAt).then(release);
      await Promise.all([aborting, releasing]);
      const settled = await locking;
      if (inTime && way !== 'acquireLock')
        expect({ settled, ran }).toEqual({ settled: reason, ran: false });
      else if (settled !== reason) expect({ settled, ran }).toEqual({ settled: 'done', ran: true });
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      acquireLockSync(path, { timeoutMs: 0 }).release();
    });
    await fc.assert(property, { numRuns: holder === 'another process' ? 6 : 40 });
  },
);

test('an aborted wait leaves no timer behind that would keep the process alive', async () => {
  const program = startProgram('abort-wait', [join(scratch(), 'lock')]);
  expect(await program.line()).toBe('aborted');
  expect(await program.ended).toEqual({ code: 0, stderr: '' });
});

test('the signal is the one that was given: another in the same options ends nothing', async () => {
  const path = join(scratch(), 'lock');
  const options: { signal: AbortSignal } = { signal: new AbortController().signal };
  const held = acquireLockSync(path);
  const locking = withLock(path, options, () => 'done');
  options.signal = AbortSignal.abort(new Error('of another call'));
  held.release();
  await expect(locking).resolves.toBe('done');
});
