import type { VersionedClaim } from './engine-claim.ts';
import type { EngineEntry } from './engine-entry.ts';

/** An entry as an engine keeps it. */
export interface VersionedEntry {
  /** The entry. */
  readonly entry: EngineEntry;
  /**
   * Differs after every publishing, equal content included: that it changes is how other homes see that
   * the participant is here. It means nothing else.
   */
  readonly version: string;
}

/** What an engine knows of a mission. */
export interface EngineListing {
  /** The participants, in no order. */
  readonly entries: readonly VersionedEntry[];
  /** The claims, in no order; released ones stay, with their terms. */
  readonly claims: readonly VersionedClaim[];
  /** What is there and is neither, such as the entry of a stranger; it hides nothing else. */
  readonly damaged: readonly DamagedRecord[];
}

/** A record of an engine that cannot be used. */
export interface DamagedRecord {
  /** Where it is, in the engine's own terms, such as the name of a ref or a key. */
  readonly record: string;
  /** What is wrong with it. */
  readonly reason: string;
}
