import type { Effect } from '../../operation/system.ts';

/**
 * What goes wrong with one call. `errno`: it fails with this errno (`EIO`), or a lock's call with
 * this SQLite code (`SQLITE_IOERR`). `taken`: a write takes only so many bytes, without an error,
 * as on a disk that fills up.
 */
export type Fault = { readonly errno: string } | { readonly taken: number };

/** Asked before each call of a process, which are numbered from 1. Undefined: all is well. */
export type FaultPlan = (effect: Effect, number: number) => Fault | undefined;

/**
 * Makes a plan that fails exactly one call.
 *
 * @param number - which call of the process, counted from 1
 * @param fault - what goes wrong with it
 * @returns the plan, for the `fault` of a process
 * @example
 * const process = machine.start({ fault: failCall(3, { errno: 'ENOSPC' }) });
 */
export function failCall(number: number, fault: Fault): FaultPlan {
  return (_effect, each) => (each === number ? fault : undefined);
}
