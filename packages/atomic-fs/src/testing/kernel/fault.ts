import type { Effect } from '../../operation/system.ts';

/** How one call goes wrong. */
export type Fault =
  | {
      /**
       * It fails with this errno (`EIO`), or a lock's call with this SQLite code (`SQLITE_IOERR`).
       * `tryLock` with `ENOLCK`, on a file system without locks, finds the lock held.
       */
      readonly errno: string;
    }
  | {
      /** A write takes only so many bytes, without an error, as on a disk that fills up. */
      readonly taken: number;
    };

/**
 * Decides which calls of a process go wrong: it is called before each call, with the call's number
 * from 1 on, and returns the fault, or undefined for a call that succeeds.
 */
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
