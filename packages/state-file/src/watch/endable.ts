import { nativeSignal } from '../options/native-signal.ts';
import { requireSignal } from '../options/require-wait.ts';
import type { Watch } from './watch.ts';

/** How a watch ends. */
export interface WatchOptions {
  /** Ends the watch: a pending `next()` rejects with its reason, and nothing is held any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes an iterator of states that can be ended at any moment: `return()` and `throw()` settle at
 * once, and so does a `next()` that is pending then, whatever the generator is doing. A generator's
 * own would wait until it yields.
 *
 * @param begin - makes the states; the signal says when to let go of everything
 * @param options - the signal that ends it with its reason
 * @returns the iterator
 * @throws TypeError for options that cannot be
 * @example
 * return endable((signal) => statesOf(path, signal), options);
 */
export function endable<T>(
  begin: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
  options: WatchOptions,
): Watch<T> {
  const given = requireSignal(options);
  const ended = new AbortController();
  const signal =
    given === undefined ? ended.signal : AbortSignal.any([nativeSignal(given), ended.signal]);
  const states = begin(signal);
  const iterator: Watch<T> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      if (ended.signal.aborted) return { done: true, value: undefined };
      try {
        return await unlessAborted(states.next(), signal);
      } catch (error) {
        if (ended.signal.aborted) return { done: true, value: undefined };
        throw error;
      }
    },
    async return() {
      ended.abort();
      return { done: true, value: undefined };
    },
    async throw(error) {
      ended.abort();
      throw error;
    },
  };
  return iterator;
}

/** What comes first: a read that is under way is not waited for. */
function unlessAborted<R>(coming: Promise<R>, signal: AbortSignal): Promise<R> {
  if (signal.aborted) return coming;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const settled = (): void => signal.removeEventListener('abort', abort);
    coming.finally(settled).then(resolve, reject);
  });
}
