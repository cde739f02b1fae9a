import type { RunOptions } from '../operation/run-options.ts';
import type { Effect } from '../operation/system.ts';
import { mayBlock } from './call-places.ts';
import { leaveQueue, waitInQueue } from './lock/lock-queue.ts';
import { poolCalls, type Settle, type StartedCalls } from './pool-calls.ts';
import { clearTimeout, setTimeout } from './real-time.ts';
import { awaitWrite, leaveWrite } from './write-turns.ts';

/** As many as the thread pool of Node has threads, unless UV_THREADPOOL_SIZE says otherwise. */
const usualConcurrency = 4;

/** Starts a call, and settles it later; false for one that is to be made on the thread. */
export type Start = (effect: Effect, settle: Settle<unknown>) => boolean;

/**
 * Where the calls of one run are made that are not made on the thread. Only waiting can be aborted: a
 * write that has begun is finished.
 */
export function nodeSystemAsync({ signal, blocking, concurrency }: RunOptions): Start {
  const waits = waitingCalls(signal, concurrency ?? usualConcurrency);
  return (effect, settle) => {
    if (blocking !== 'pool' && !mayBlock(effect)) return false;
    const call = (waits[effect.call] ?? poolCalls[effect.call]) as Started | undefined;
    if (call === undefined) return false;
    try {
      call(settle, ...effect.args);
    } catch (error) {
      settle(error);
    }
    return true;
  };
}

type Started = (settle: Settle<unknown>, ...args: Effect['args']) => void;

function waitingCalls(signal: AbortSignal | undefined, concurrency: number): StartedCalls {
  let writes = 0;
  return {
    pause: (settle, ms) =>
      wait(signal, settle, (done) => {
        const timer = setTimeout(done, ms);
        return () => clearTimeout(timer);
      }),
    enterQueue: (settle, path, timeoutMs) =>
      wait(signal, settle, (done) => waitInQueue(path, timeoutMs, done).cancel),
    throwIfAborted: (settle) => settle(signal?.aborted === true ? reasonOf(signal) : null),
    leaveQueue: (settle, path) => {
      leaveQueue(path);
      settle(null);
    },
    beginWrite: (settle, path) => {
      const begin = (done: () => void): void => {
        writes += 1;
        done();
      };
      // A write inside another one has its turn already: to wait for a second could never end.
      if (writes > 0) begin(() => settle(null));
      else {
        wait<void>(signal, settle, (done) => {
          return awaitWrite(path, concurrency, () => begin(done)).cancel;
        });
      }
    },
    endWrite: (settle, path) => {
      writes -= 1;
      if (writes === 0) leaveWrite(path);
      settle(null);
    },
  };
}

/** An abort for the reason `null` is an abort all the same. */
function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? new DOMException('the wait was aborted', 'AbortError');
}

/**
 * Waits for `done`, or for an abort, which ends the waiting with the signal's reason. Through a promise:
 * what follows runs in its own context (`AsyncLocalStorage`), and not on the stack of whoever lets it
 * go on, on which thousands of waiters would not find room.
 */
function wait<T>(
  signal: AbortSignal | undefined,
  settle: Settle<T>,
  start: (done: (value: T) => void) => () => void,
): void {
  const waiting = new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      cancel();
      reject(reasonOf(signal));
    };
    let cancel = (): void => {};
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    // Before the start: a wait that is over at once must find its listener, and take it away.
    signal?.addEventListener('abort', onAbort, { once: true });
    cancel = start((value) => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
  });
  waiting.then((value) => settle(null, value), settle);
}
