import { parseTimestamp, type SessionState, type Timestamp } from '@missionctl/session-model';

export function timestamp(text: string): Timestamp {
  const parsed = parseTimestamp(text);
  if (!parsed.ok) throw new Error(`not a timestamp: ${text}`);
  return parsed.value.timestamp;
}

export const joinedAt: Timestamp = timestamp('2026-02-15T13:16:02.154627Z');

export function sampleSession(changed: Partial<SessionState> = {}): SessionState {
  return {
    missionId: 'demo',
    missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
    participantId: '01HXN8K3M9PQRSTVWXYZ654321',
    role: 'developer',
    joinedAt,
    lastActivityAt: joinedAt,
    driveIntent: 'inactive',
    focus: null,
    sessionToken: '',
    saasApiUrl: '',
    ...changed,
  };
}

/** A session file as the Python CLI writes it: no offset on its times. */
export const naiveFile = `{
  "mission_id": "demo",
  "mission_run_id": "01HXN8K3M9PQRSTVWXYZ123456",
  "participant_id": "01HXN8K3M9PQRSTVWXYZ654321",
  "role": "developer",
  "joined_at": "2026-02-15T14:16:02",
  "last_activity_at": "2026-02-15T14:16:02",
  "drive_intent": "inactive",
  "focus": null,
  "session_token": "",
  "saas_api_url": ""
}`;
