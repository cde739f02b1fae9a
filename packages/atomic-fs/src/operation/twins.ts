import { run } from './run.ts';
import { type AnyProtocols, type SyncTwins, syncTwins } from './sync-twins.ts';
import type { Operation } from './system.ts';

/** Of each operation `x` the asynchronous run `x` and the synchronous run `xSync`. */
export type Twins<P> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => Operation<infer T>
    ? (...args: A) => Promise<T>
    : never;
} & SyncTwins<P>;

/** Makes both runs of each operation, so that an operation is written once and offered twice. */
export function twins<P extends object>(operations: P): Twins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(operations as AnyProtocols)) {
    made[name] = (...args: never[]) => run(operation(...args));
  }
  return { ...made, ...syncTwins(operations) } as Twins<P>;
}
