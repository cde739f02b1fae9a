import { run } from './run.ts';
import { runSync } from './run-sync.ts';
import type { Protocol } from './system.ts';

/** Of each protocol `x` the asynchronous run `x` and the synchronous run `xSync`. */
export type Twins<P> = {
  readonly [K in keyof P]: P[K] extends (...args: infer A) => Protocol<infer T>
    ? (...args: A) => Promise<T>
    : never;
} & {
  readonly [K in keyof P & string as `${K}Sync`]: P[K] extends (
    ...args: infer A
  ) => Protocol<infer T>
    ? (...args: A) => T
    : never;
};

type AnyProtocols = Readonly<Record<string, (...args: never[]) => Protocol<unknown>>>;

/** Makes both runs of each protocol, so that an operation is written once and offered twice. */
export function twins<P extends object>(protocols: P): Twins<P> {
  const made: Record<string, unknown> = {};
  for (const [name, protocol] of Object.entries(protocols as AnyProtocols)) {
    made[name] = (...args: never[]) => run(protocol(...args));
    made[`${name}Sync`] = (...args: never[]) => runSync(protocol(...args));
  }
  return made as Twins<P>;
}
