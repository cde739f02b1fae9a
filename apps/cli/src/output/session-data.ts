import { capabilitiesOf, type SessionState } from '@missionctl/session-model';

/** A session in JSON output: names and values as on disk, without token and URL. */
export function sessionData(session: SessionState): Readonly<Record<string, unknown>> {
  return {
    mission_id: session.missionId,
    mission_run_id: session.missionRunId,
    participant_id: session.participantId,
    role: session.role,
    joined_at: session.joinedAt,
    last_activity_at: session.lastActivityAt,
    drive_intent: session.driveIntent,
    focus: session.focus,
    capabilities: capabilitiesOf(session.role),
  };
}
