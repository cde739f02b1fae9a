import type { Claim } from '../claim/claim.ts';

/** What a home knows of the engine of a mission between two commands. */
export interface EngineState {
  /** Until when the engine is not asked again after it failed, as a timestamp. */
  readonly pausedUntil?: string | undefined;
  /** How it failed, in the words of the error. */
  readonly failure?: string | undefined;
  /** The participants of this home that the engine may know of. */
  readonly own: readonly OwnEntry[];
  /** The claims that were seen there: of each focus the one with the highest term. */
  readonly claims: readonly SeenClaim[];
  /** The entries of other homes that were seen there. */
  readonly entries: readonly SeenEntry[];
}

/** What a home has published of one of its own. */
export interface OwnEntry {
  /** Whose entry. */
  readonly participantId: string;
  /** Since when the engine has not acknowledged the last word of it, as a timestamp; undefined once it has. */
  readonly owedSince?: string | undefined;
  /** Whether the engine was asked to say that they are gone. */
  readonly gone: boolean;
}

/** A claim that was seen at an engine. */
export interface SeenClaim {
  /** The record with the highest term that was ever seen. */
  readonly claim: Claim;
  /** The version of what is there now; undefined where nothing is: a record that vanished is no release. */
  readonly version?: string | undefined;
  /** Whether the home of its holder has said that they are gone. */
  readonly gone: boolean;
  /** The name of its holder in their home; undefined where it is not known, or they own that home. */
  readonly alias?: string | undefined;
}

/** An entry that was seen at an engine. */
export interface SeenEntry {
  /** Whose. */
  readonly participantId: string;
  /** The version in which it was seen last. */
  readonly version: string;
  /** When its version was seen to change, as a timestamp of this home's clock; undefined for never. */
  readonly changedAt?: string | undefined;
  /** The name in their home; undefined where they own it. */
  readonly alias?: string | undefined;
  /** Their role; undefined where that was not remembered yet. */
  readonly role?: string | undefined;
  /** Whether their home says that they are gone; undefined for not. */
  readonly gone?: boolean | undefined;
}

/** What is known before anything was asked. */
export const nothingSeen: EngineState = { own: [], claims: [], entries: [] };
