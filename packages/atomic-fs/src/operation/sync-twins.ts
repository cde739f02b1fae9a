import { runSync } from './run-sync.ts';
import type { Operation, System } from './system.ts';

/** Of each operation `x` the synchronous run `xSync`. */
export type SyncTwins<P> = {
  readonly [K in keyof P & string as `${K}Sync`]: P[K] extends (
    ...args: infer A
  ) => Operation<infer T>
    ? (...args: A) => T
    : never;
};

export type AnyProtocols = Readonly<Record<string, (...args: never[]) => Operation<unknown>>>;

/**
 * Makes the synchronous half of `twins`, for a program that has no use for the other.
 *
 * @param system - what carries out the calls; default: Node's file system.
 */
export function syncTwins<P extends object>(operations: P, system?: System): SyncTwins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(operations as AnyProtocols)) {
    made[`${name}Sync`] = (...args: never[]) => runSync(operation(...args), system);
  }
  return made as SyncTwins<P>;
}
