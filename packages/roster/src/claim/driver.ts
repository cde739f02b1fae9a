import type { Verdict } from '../verdict/verdict-of.ts';
import type { Claim } from './claim.ts';

/** What a decision needs to know of a participant: its session, and whether it is alive. */
export interface Driver {
  /** The participant id. */
  readonly participantId: string;
  /** What its session says that it works on; undefined for nothing. */
  readonly focus: string | undefined;
  /** Whether its session says that it drives. */
  readonly drives: boolean;
  /** Whether it is alive. */
  readonly verdict: Verdict;
}

/** The participants of a mission, as they were read under the roster's lock. */
export type Drivers = readonly Driver[];

export function driverOf(participantId: string | undefined, drivers: Drivers): Driver | undefined {
  return drivers.find((each) => each.participantId === participantId);
}

/** Whether a participant drives a focus, alive or not. */
export function drivesAt({ drives, focus }: Driver, at: string): boolean {
  return drives && focus === at;
}

/**
 * Who holds a claim with effect: the recorded holder, while its own session says that it drives there.
 * So a crash between the two writes never leaves a claim that nobody can take.
 *
 * @param claim - the record; undefined where there is none
 * @param drivers - the participants of the mission
 * @returns the holder; undefined for a claim that is free, or whose holder is elsewhere
 * @example
 * const holder = effectiveHolder(claim, drivers);
 */
export function effectiveHolder(claim: Claim | undefined, drivers: Drivers): Driver | undefined {
  if (claim === undefined) return undefined;
  // One whose session cannot be read is there for each of its records.
  return drivers.find((each) => each.participantId === claim.holder && drivesAt(each, claim.focus));
}
