import { type Operation, run } from '@missionctl/atomic-fs/operations';
import { requireWait } from './require-wait.ts';
import type { Wait } from './wait.ts';

/**
 * Runs an operation that waits for a lock: what an asynchronous function of a store does with its
 * options. Whatever it refuses is a rejection, and never thrown at the call.
 *
 * @param begin - makes the operation
 * @param options - the signal that ends the waiting
 * @returns what the operation returns
 * @throws TypeError and RangeError for options that cannot be, what the operation throws, or the
 *   signal's reason
 * @example
 * return runWaiting(() => removeState(file, options), options);
 */
export async function runWaiting<T>(begin: () => Operation<T>, options: Wait = {}): Promise<T> {
  const { signal } = requireWait(options);
  return await run(begin(), { signal });
}
