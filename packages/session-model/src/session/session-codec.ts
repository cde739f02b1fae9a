import { writeObject } from '@missionctl/strict-json';
import type { Decoded, DocumentCodec } from '../decoded.ts';
import { parseParticipantId } from '../ids/participant-id.ts';
import { parseRunId } from '../ids/run-id.ts';
import type { Parsed } from '../issue.ts';
import { readFields } from '../json-fields.ts';
import { rewriteTimestamp } from '../time/written-timestamp.ts';
import type { SessionDocument } from './session-document.ts';
import { type SessionFields, sessionKeys, sessionSchema } from './session-schema.ts';
import type { SessionState } from './session-state.ts';

/**
 * Reads a session file. Whether it *is* one is decided here: strict JSON (see `readJsonObject`), the
 * required keys, the types, times that exist. Whether one may act on it is for validation to say. Every
 * field that is wrong has its issue, and no issue contains a value.
 */
export function decodeSession(source: string | Uint8Array): Decoded<SessionDocument> {
  const read = readFields(source, sessionSchema, sessionKeys);
  return read.ok ? { ok: true, document: documentOf(read.fields, read.others) } : read;
}

/**
 * Writes a session file as Python's `json.dump(indent=2)` does: the ten keys in their order, then the
 * unknown ones in theirs. A file keeps its dialect, but a mixed one becomes UTC; lower-case ULIDs become
 * upper case. What was decoded from a canonical file is written back byte for byte.
 */
export function encodeSession({ state, dialect, others, texts }: SessionDocument): string {
  const written = dialect === 'mixed' ? 'utc' : dialect;
  const fields: Readonly<Record<keyof SessionFields, string | null>> = {
    mission_id: state.missionId,
    mission_run_id: canonical(state.missionRunId, parseRunId),
    participant_id: canonical(state.participantId, parseParticipantId),
    role: state.role,
    joined_at: rewriteTimestamp(state.joinedAt, texts.joinedAt, written),
    last_activity_at: rewriteTimestamp(state.lastActivityAt, texts.lastActivityAt, written),
    drive_intent: state.driveIntent,
    focus: focusOrNull(state.focus),
    session_token: state.sessionToken,
    saas_api_url: state.saasApiUrl,
  };
  return writeObject(Object.entries(fields), others);
}

/** The same two, as a file of one kind of document is read and written. */
export const sessionCodec: DocumentCodec<SessionDocument> = {
  decode: (text) => {
    const decoded = decodeSession(text);
    return decoded.ok ? { ok: true, value: decoded.document } : decoded;
  },
  encode: encodeSession,
};

function documentOf(fields: SessionFields, others: SessionDocument['others']): SessionDocument {
  const { joined_at: joined, last_activity_at: lastActivity } = fields;
  return {
    state: stateOf(fields),
    dialect: joined.dialect === lastActivity.dialect ? joined.dialect : 'mixed',
    others,
    texts: { joinedAt: joined.text, lastActivityAt: lastActivity.text },
  };
}

function stateOf(fields: SessionFields): SessionState {
  return {
    missionId: fields.mission_id,
    missionRunId: fields.mission_run_id,
    participantId: fields.participant_id,
    role: fields.role,
    joinedAt: fields.joined_at.timestamp,
    lastActivityAt: fields.last_activity_at.timestamp,
    driveIntent: fields.drive_intent,
    focus: focusOrNull(fields.focus),
    sessionToken: fields.session_token,
    saasApiUrl: fields.saas_api_url,
  };
}

function focusOrNull(focus: string | null): string | null {
  return focus === '' || focus === 'none' ? null : focus;
}

/** What cannot be the id that it should be is kept as it is. */
function canonical(text: string, parse: (text: string) => Parsed<string>): string {
  const id = parse(text);
  return id.ok ? id.value : text;
}
