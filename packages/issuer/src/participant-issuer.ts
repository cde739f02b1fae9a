import type { ParticipantId, Timestamp } from '@missionctl/session-model';
import type { Wait } from '@missionctl/state-file';
import {
  optionalFunction,
  requireObject,
  requireText,
  requireWait,
} from '@missionctl/state-file/operations';

/** Who asks to take part in which mission. */
export interface JoinRequest {
  /** The mission. */
  readonly missionId: string;
  /** The participant's name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
  /** The role that the participant asks for: `developer`, say. */
  readonly role: string;
  /** Who that is, for the authority's records: `user@host`, or `user@host/alias`. */
  readonly principal: string;
}

/** How long a join waits for the answer, or for the lock of a ledger. */
export interface JoinWait extends Wait {
  /** Called before each pause between two attempts; only an authority on a network needs any. */
  readonly onPause?: ((pause: Pause) => void) | undefined;
}

/** A pause between two attempts to reach an authority. */
export interface Pause {
  /** The authority's host. */
  readonly host: string;
  /** Why the attempt before it failed: `status 429`, `timeout`, an errno. */
  readonly reason: string;
  /** How long it takes, in milliseconds. */
  readonly ms: number;
}

/** What an authority answers: an identity in the mission. */
export interface Grant {
  /** The participant's id in the mission, a ULID. */
  readonly participantId: ParticipantId;
  /** A ULID, or empty when the authority names none. */
  readonly missionRunId: string;
  /** The role that the participant has. */
  readonly role: string;
  /** When the participant joined, in UTC. */
  readonly joinedAt: Timestamp;
  /** Empty when the authority gives none. A secret: never printed, stored only on request. */
  readonly sessionToken: string;
  /** Where the authority is; empty for one of this machine. */
  readonly apiUrl: string;
}

/**
 * An authority that mints participant ids. Asking again for the same participant gets the same
 * id: joining twice is not an error.
 */
export interface ParticipantIssuer {
  /**
   * Asks for an identity.
   *
   * @param request - who asks, for which mission
   * @param options - how long to wait, and the signal that ends it
   * @returns the identity
   * @throws what the issuer says: ERR_INVALID_ID, ERR_ISSUER_OFFLINE and the others, or the
   *   signal's reason; TypeError and RangeError for what cannot be asked
   */
  join(request: JoinRequest, options?: JoinWait): Promise<Grant>;
}

/** Checks what an issuer is asked, before anybody is. The ids are checked by who uses them. */
export function requireAsked(request: JoinRequest, options: JoinWait): void {
  const { role, principal } = requireObject('request', request);
  requireText('role', role);
  requireText('principal', principal);
  requireWait(options);
  optionalFunction('onPause', options.onPause);
}
