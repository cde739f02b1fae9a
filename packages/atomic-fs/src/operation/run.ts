import { nodeSystem } from '../node/node-system.ts';
import { nodeSystemAsync } from '../node/node-system-async.ts';
import { monotonicMs } from '../node/real-time.ts';
import { isThreadUsedUp, nextTurn, useThread } from '../node/thread-time.ts';
import { checkRunOptions, type RunOptions } from './run-options.ts';
import { carryOut } from './run-sync.ts';
import type { Effect, Operation } from './system.ts';

/**
 * Runs an operation to its end without blocking the event loop: what a server wants. What waits for
 * a disk goes through Node's thread pool; after 5 ms of other calls, of all runs together, the event
 * loop has a turn.
 *
 * @param operation - what is run; it can be run once
 * @param options - `signal` ends a wait for a lock, rejecting with the signal's reason. A write
 *   that has begun is finished all the same, and everything taken is given back. `blocking: 'pool'`
 *   sends all calls on files through the thread pool, and `concurrency` is the number of writes under
 *   way below which this one begins, default 4
 * @returns what the operation returns
 * @throws what the operation throws, such as ERR_ATOMIC_WRITE, or the signal's reason; TypeError or
 *   RangeError for options that cannot be
 * @example
 * const file = await run(readRegularFile('/home/me/.tool/state.json'), { signal });
 */
export function run<T>(operation: Operation<T>, options?: RunOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const checked = checkRunOptions(options);
    const start = nodeSystemAsync(checked);
    const goOn = (resume: () => IteratorResult<Effect, T>): void => {
      let usedFrom = monotonicMs();
      try {
        for (let step = resume(); ; step = carryOut(operation, step.value, nodeSystem)) {
          usedFrom = useThread(usedFrom);
          if (step.done) {
            resolve(step.value);
            return;
          }
          const effect = step.value;
          if (start(effect, settle)) return;
          if (isThreadUsedUp()) {
            void nextTurn().then(() => goOn(() => carryOut(operation, effect, nodeSystem)));
            return;
          }
        }
      } catch (error) {
        reject(error);
      }
    };
    const settle = (error: unknown, answer?: unknown): void =>
      goOn(() =>
        error === null || error === undefined ? operation.next(answer) : operation.throw(error),
      );
    if (checked.signal?.aborted === true) reject(checked.signal.reason);
    else goOn(() => operation.next());
  });
}
