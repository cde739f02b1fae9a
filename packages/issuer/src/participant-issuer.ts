import type { ParticipantId, Timestamp } from '@missionctl/session-model';

/** Who asks to take part in which mission. */
export interface JoinRequest {
  readonly missionId: string;
  /** The participant's name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
  readonly role: string;
  /** Who that is, for the authority's records: `user@host`, or `user@host/alias`. */
  readonly principal: string;
  readonly signal?: AbortSignal | undefined;
}

/** What an authority answers: an identity in the mission. */
export interface Grant {
  readonly participantId: ParticipantId;
  /** A ULID, or empty when the authority names none. */
  readonly missionRunId: string;
  readonly role: string;
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
  join(request: JoinRequest): Promise<Grant>;
}
