import type { Effect } from '../../operation/system.ts';

/** How one call goes wrong. */
export type Fault =
  | {
      /**
       * It fails with this errno (`EIO`), or a lock's call with this SQLite code (`SQLITE_IOERR`).
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
 * A plan in which exactly one call goes wrong.
 *
 * @param number - the number of the call, from 1 on.
 * @param fault - how it goes wrong.
 * @returns the plan, for `machine.start({ fault })`
 * @example
 * const process = machine.start({ fault: failCall(7, { errno: 'EIO' }) });
 */
export function failCall(number: number, fault: Fault): FaultPlan {
  return (_effect, each) => (each === number ? fault : undefined);
}
