import { run } from './run.ts';
import { type AnyOperations, type SyncTwins, syncTwins } from './sync-twins.ts';
import type { Operation } from './system.ts';

/** For each operation `x` of `P` two functions: `x`, which returns a promise, and `xSync`. */
export type Twins<P> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => Operation<infer T>
    ? (...args: A) => Promise<T>
    : never;
} & SyncTwins<P>;

/**
 * Makes two functions of each operation, so that an operation is written once and offered in both
 * forms.
 *
 * @param operations - functions that make operations, by name.
 * @returns for each `x` the functions `x`, run by `run`, and `xSync`, run by `runSync`
 * @example
 * const { load, loadSync } = twins({ load: () => readRegularFile('/home/me/.tool/state.json') });
 */
export function twins<P extends object>(operations: P): Twins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(operations as AnyOperations)) {
    made[name] = (...args: never[]) => run(operation(...args));
  }
  return { ...made, ...syncTwins(operations) } as Twins<P>;
}
