import type { MissionId } from '../ids/mission-id.ts';
import type { ParticipantId } from '../ids/participant-id.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { DriveIntent } from './drive-intent.ts';
import type { Focus } from './focus.ts';
import type { Role } from './roles.ts';

/** What a session file says, believed only as far as it has the shape of a session. */
export interface SessionState {
  /** The mission that it is of. */
  readonly missionId: string;
  /** A ULID, or `''` when the issuer gave none. */
  readonly missionRunId: string;
  /** Who the participant is: a ULID, in either case. */
  readonly participantId: string;
  /** What the participant may do follows from it; see `capabilitiesOf`. */
  readonly role: string;
  /** When the participant joined. */
  readonly joinedAt: Timestamp;
  /** When the participant last did something. */
  readonly lastActivityAt: Timestamp;
  /** `active` or `inactive`; see `DriveIntent`. */
  readonly driveIntent: string;
  /** What the participant works on, as `parseFocus` reads it; null for nothing. */
  readonly focus: string | null;
  /** A secret, or `''`. */
  readonly sessionToken: string;
  /** Where the issuer of the participant id is, or `''`. */
  readonly saasApiUrl: string;
}

/** A session that one may act on: what validation hands back for a state without an error. */
export interface ValidSession<R extends string = Role> extends SessionState {
  /** The mission that it is of. */
  readonly missionId: MissionId;
  /** Who the participant is, in upper case. */
  readonly participantId: ParticipantId;
  /** The role, whose capabilities are known unless any role was allowed. */
  readonly role: R;
  /** Whether the participant drives the mission. */
  readonly driveIntent: DriveIntent;
  /** What the participant works on; null for nothing. */
  readonly focus: Focus;
}
