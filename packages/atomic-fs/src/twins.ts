import { run } from './run.ts';
import { type AnyProtocols, type SyncTwins, syncTwins } from './sync-twins.ts';
import type { Protocol } from './system.ts';

/** Of each protocol `x` the asynchronous run `x` and the synchronous run `xSync`. */
export type Twins<P> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => Protocol<infer T>
    ? (...args: A) => Promise<T>
    : never;
} & SyncTwins<P>;

/** Makes both runs of each protocol, so that an operation is written once and offered twice. */
export function twins<P extends object>(protocols: P): Twins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, protocol] of Object.entries(protocols as AnyProtocols)) {
    made[name] = (...args: never[]) => run(protocol(...args));
  }
  return { ...made, ...syncTwins(protocols) } as Twins<P>;
}
