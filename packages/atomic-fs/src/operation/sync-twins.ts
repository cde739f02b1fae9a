import { runSync } from './run-sync.ts';
import type { Operation, System } from './system.ts';

/** For each operation `x` of `P` the synchronous function `xSync`. */
export type SyncTwins<P> = {
  readonly [K in keyof P & string as `${K}Sync`]: P[K] extends (
    ...args: infer A
  ) => Operation<infer T>
    ? (...args: A) => T
    : never;
};

/** Any object of functions that make operations. */
export type AnyOperations = Readonly<Record<string, (...args: never[]) => Operation<unknown>>>;

/**
 * Makes only the synchronous functions of `twins`, for a program that does not use the others.
 *
 * @param operations - functions that make operations, by name.
 * @param system - carries out the calls; default: Node's file system.
 * @returns for each `x` the function `xSync`, run by `runSync`
 * @example
 * const { loadSync } = syncTwins({ load: () => readRegularFile('/home/me/.tool/state.json') });
 */
export function syncTwins<P extends object>(operations: P, system?: System): SyncTwins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(operations as AnyOperations)) {
    made[`${name}Sync`] = (...args: never[]) => runSync(operation(...args), system);
  }
  return made as SyncTwins<P>;
}
