import type { MissionId } from '../ids/mission-id.ts';
import type { ParticipantId } from '../ids/participant-id.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { DriveIntent } from './drive-intent.ts';
import type { Focus } from './focus.ts';
import type { Role } from './roles.ts';

/** What a session file says, believed only as far as it has the shape of a session. */
export interface SessionState {
  readonly missionId: string;
  /** A ULID, or `''` when the issuer gave none. */
  readonly missionRunId: string;
  readonly participantId: string;
  readonly role: string;
  readonly joinedAt: Timestamp;
  readonly lastActivityAt: Timestamp;
  readonly driveIntent: string;
  readonly focus: string | null;
  /** A secret, or `''`. */
  readonly sessionToken: string;
  readonly saasApiUrl: string;
}

/** A session that one may act on: what validation hands back for a state without an error. */
export interface ValidSession<R extends string = Role> extends SessionState {
  readonly missionId: MissionId;
  readonly participantId: ParticipantId;
  readonly role: R;
  readonly driveIntent: DriveIntent;
  readonly focus: Focus;
}
