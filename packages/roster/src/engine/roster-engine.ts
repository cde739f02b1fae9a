import type { EngineCapabilities } from './engine-capabilities.ts';
import type {
  EngineClaimOutcome,
  EngineClaimRequest,
  EngineReleaseOutcome,
  EngineReleaseRequest,
} from './engine-claim.ts';
import type { EngineEntry } from './engine-entry.ts';
import type { EngineListing } from './engine-listing.ts';
import type { EngineWait } from './engine-wait.ts';
import type { RosterEvent } from './roster-event.ts';

/**
 * One client of what several homes share. An engine keeps records and compares versions; who may have a
 * claim, and who is alive, is decided by the homes. `@missionctl/roster/testing` checks every promise here.
 *
 * Every call can throw `RosterUnavailableError` (ERR_ROSTER_UNAVAILABLE), `RosterDeniedError`
 * (ERR_ROSTER_DENIED), `RosterCorruptError` (ERR_ROSTER_CORRUPT) and `RosterClosedError`
 * (ERR_ROSTER_CLOSED), and rejects with the reason of its signal; every write in addition
 * `RosterIndeterminateError` (ERR_ROSTER_INDETERMINATE) and `RosterTooLargeError` (ERR_ROSTER_TOO_LARGE).
 * After an outage the same client works again by itself.
 */
export interface RosterEngine {
  /** What this client can do. */
  readonly capabilities: EngineCapabilities;
  /**
   * Writes an entry, in the place of the former one of this participant, as a whole: readers see the one
   * or the other. Its version is another one each time.
   */
  readonly publish: (missionId: string, entry: EngineEntry, wait?: EngineWait) => Promise<void>;
  /** Removes an entry; one that is not there is removed already. Claims stay. */
  readonly withdraw: (missionId: string, participantId: string, wait?: EngineWait) => Promise<void>;
  /** Reads what is known of exactly this mission; at least as new as the last write of this client. */
  readonly list: (missionId: string, wait?: EngineWait) => Promise<EngineListing>;
  /**
   * Writes the record of `grantedClaim` if the record is still the expected one, in one step: of several
   * who expect the same, exactly one is granted. Renewing, taking over, giving and asking are this too.
   */
  readonly claim: (
    missionId: string,
    focus: string,
    request: EngineClaimRequest,
  ) => Promise<EngineClaimOutcome>;
  /** Writes what `releaseClaim` makes of the record, if it is still the expected one. It is never removed. */
  readonly release: (
    missionId: string,
    focus: string,
    request: EngineReleaseRequest,
  ) => Promise<EngineReleaseOutcome>;
  /**
   * Reports what is there, `synced` once, and then every change that lasts, for each record in its order.
   * It goes on through outages, ends without an error when the signal is aborted or the loop is left, and
   * with ERR_ROSTER_CLOSED when the engine is closed.
   */
  readonly watch: (missionId: string, options?: EngineWatchOptions) => AsyncIterable<RosterEvent>;
  /** Ends running calls and watches with ERR_ROSTER_CLOSED, and frees all that it held; twice is once. */
  readonly close: () => Promise<void>;
}

/** How a watch ends. */
export interface EngineWatchOptions {
  /** Ends the watch, without an error. */
  readonly signal?: AbortSignal | undefined;
}
