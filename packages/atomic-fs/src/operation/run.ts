import { nodeSystem } from '../node/node-system.ts';
import { nodeSystemAsync, type Settle } from '../node/node-system-async.ts';
import { carryOut } from './run-sync.ts';
import type { Effect, Operation } from './system.ts';

/** How an operation is run asynchronously. */
export interface RunOptions {
  /**
   * Ends a wait for a lock when it aborts: the promise is rejected with the signal's reason. A
   * write that has begun is finished all the same, and everything that was taken is given back.
   * Default: no wait is cut short.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs an operation to its end without blocking the event loop: what a server wants.
 *
 * @param operation - what is run; it can be run once
 * @param options - `signal` ends a wait for a lock, rejecting with the signal's reason. A write
 *   that has begun is finished all the same, and everything taken is given back
 * @returns what the operation returns
 * @throws what the operation throws, such as ERR_ATOMIC_WRITE, or the signal's reason
 * @example
 * const file = await run(readRegularFile('/home/me/.tool/state.json'), { signal });
 */
export function run<T>(operation: Operation<T>, options: RunOptions = {}): Promise<T> {
  const system = nodeSystemAsync(options.signal);
  return new Promise((resolve, reject) => {
    const drive = (failed: boolean, value: unknown): void => {
      try {
        let step = failed ? operation.throw(value) : operation.next(value);
        while (!step.done && !start(step.value)) step = carryOut(operation, step.value, nodeSystem);
        if (step.done) resolve(step.value);
      } catch (error) {
        reject(error);
      }
    };
    const settle: Settle<unknown> = (error, answer) => {
      if (error === null || error === undefined) drive(false, answer);
      else drive(true, error);
    };
    /** False for a call that does not block: it is made on the thread, which is cheaper. */
    const start = (effect: Effect): boolean => {
      const call = system[effect.call] as Start | undefined;
      if (call === undefined) return false;
      try {
        call(settle, ...effect.args);
      } catch (error) {
        settle(error);
      }
      return true;
    };
    if (options.signal?.aborted === true) reject(options.signal.reason);
    else drive(false, undefined);
  });
}

type Start = (settle: Settle<unknown>, ...args: Effect['args']) => void;
