import { type SessionFields, sessionKeys } from './session-schema.ts';
import { readWrittenTimestamp } from './written-timestamp.ts';

/** A string that JSON shows as it is: printable ASCII, neither a quote nor an escape in it. */
const plain = '"([ !#-[\\]-~]*)"';

const lines = sessionKeys.map(
  (key) => `  "${key}": ${key === 'focus' ? `(?:null|${plain})` : plain}`,
);

const canonical = new RegExp(`^\\{\\n${lines.join(',\\n')}\\n\\}$`);

/**
 * The fields of a session file as this product and Python write nearly every one: ten plain strings in
 * their order, two times among them. One look tells it, for a fifth of what scan, parser and schema cost;
 * and what fits has no key twice, no escape and nothing nested, so that they would find the same. Undefined
 * for any other text, of which they have more to say.
 */
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
