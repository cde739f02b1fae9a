import { abortSignal, checkOptions, integer, oneOf } from '../options/check-options.ts';

/** Where an asynchronous function makes its calls. */
export interface BlockingOptions {
  /**
   * `'mixed'`: what waits for a disk (syncs, renames, large reads and writes, listings) goes through
   * Node's thread pool, and the other calls are made on the thread, each of which takes microseconds on
   * a local disk. `'pool'`: all calls on files go through the pool, which costs more time and half as
   * much again of the processor's; for a slow or a network disk. Default `'mixed'`.
   */
  readonly blocking?: 'mixed' | 'pool' | undefined;
}

/** How an asynchronous write is made beside others. */
export interface TurnOptions extends BlockingOptions {
  /**
   * The write begins when fewer than this number of writes of this thread are under way, whoever
   * called them; default 4, the number of threads in Node's pool. Each has one file open.
   */
  readonly concurrency?: number | undefined;
}

/** How an operation is run asynchronously. */
export interface RunOptions extends TurnOptions {
  /**
   * Ends a wait for a lock, or for earlier writes, when it aborts: the promise is rejected with the
   * signal's reason. A write that has begun is finished all the same, and everything that was taken is
   * given back. Default: no wait is cut short.
   */
  readonly signal?: AbortSignal | undefined;
}

export function checkRunOptions(options: RunOptions | undefined): RunOptions {
  return checkOptions(options, {
    blocking: oneOf('mixed', 'pool'),
    concurrency: integer(1, 2 ** 31 - 1, 'writes'),
    signal: abortSignal,
  });
}
