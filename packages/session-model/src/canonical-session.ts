import { canonicalLayout } from './canonical-layout.ts';
import { type SessionFields, sessionKeys } from './session-schema.ts';
import { readWrittenTimestamp } from './written-timestamp.ts';

const canonical = canonicalLayout(sessionKeys, ['focus']);

/** The fields of a session file in the canonical layout; of any other the strict reader has more to say. */
export function readCanonicalSession(text: string): SessionFields | undefined {
  const match = canonical.exec(text);
  if (match === null) return undefined;
  const joined = readWrittenTimestamp(match[5] ?? '');
  const lastActivity = readWrittenTimestamp(match[6] ?? '');
  if (!joined.ok || !lastActivity.ok) return undefined;
  return {
    mission_id: match[1] ?? '',
    mission_run_id: match[2] ?? '',
    participant_id: match[3] ?? '',
    role: match[4] ?? '',
    joined_at: joined.value,
    last_activity_at: lastActivity.value,
    drive_intent: match[7] ?? '',
    focus: match[8] ?? null,
    session_token: match[9] ?? '',
    saas_api_url: match[10] ?? '',
  };
}
