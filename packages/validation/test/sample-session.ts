import { parseTimestamp, type SessionState, type Timestamp } from '@missionctl/session-model';

export function timestamp(text: string): Timestamp {
  const result = parseTimestamp(text);
  if (!result.ok) throw new Error(`not a timestamp: ${text}`);
  return result.value.timestamp;
}

export const now: Timestamp = timestamp('2026-02-15T14:03:28Z');

/** Nothing is wrong with it. */
export const validState: SessionState = {
  missionId: 'mission-abc-123',
  missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
  participantId: '01HXN8K3M9PQRSTVWXYZ654321',
  role: 'developer',
  joinedAt: timestamp('2026-02-15T13:16:02Z'),
  lastActivityAt: timestamp('2026-02-15T14:03:27.154627Z'),
  driveIntent: 'active',
  focus: 'wp:WP01',
  sessionToken: 'sess_SECRET',
  saasApiUrl: 'https://api.example.com',
};
