import { writeObject } from '@missionctl/strict-json';
import type { Decoded, DocumentCodec } from '../decoded.ts';
import { readFields } from '../json-fields.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { SessionDocument } from './session-document.ts';
import type { FieldOnRead, FileTimes, SessionProperty } from './session-field.ts';
import { sessionFields, sessionProperties } from './session-fields.ts';
import {
  type SessionFields,
  sessionKeys,
  sessionSchema,
  sessionSchemaIn,
} from './session-schema.ts';
import type { SessionState } from './session-state.ts';

/**
 * Reads a session file. Whether it *is* one is decided here: strict JSON (see `@missionctl/strict-json`), the
 * required keys, the types, times that exist. Whether one may act on it is for validation to say. It never
 * throws.
 *
 * @param source - the text of the file, or its bytes
 * @param zone - whose local time its times without an offset are; default: the engine's, of this process
 * @returns the document; or the fault with an issue for every field that is wrong, none of which contains a
 *   value
 * @example
 * const decoded = decodeSession(readFileSync(path));
 * if (decoded.ok) console.log(decoded.document.state.focus);
 */
export function decodeSession(
  source: string | Uint8Array,
  zone?: TimeZone,
): Decoded<SessionDocument> {
  return decodeBy(schemaFor(zone), source, zone);
}

function schemaFor(zone: TimeZone | undefined): typeof sessionSchema {
  return zone === undefined ? sessionSchema : sessionSchemaIn(zone);
}

function decodeBy(
  schema: typeof sessionSchema,
  source: string | Uint8Array,
  zone: TimeZone | undefined,
): Decoded<SessionDocument> {
  const read = readFields(source, schema, sessionKeys);
  if (!read.ok) return read;
  const { joined_at: joined, last_activity_at: lastActivity } = read.fields;
  return {
    ok: true,
    document: {
      state: stateOf(read.fields),
      dialect: joined.dialect === lastActivity.dialect ? joined.dialect : 'mixed',
      zone,
      others: read.others,
      texts: { joinedAt: joined.text, lastActivityAt: lastActivity.text },
    },
  };
}

/**
 * Writes a session file as Python's `json.dump(indent=2)` does: the known keys in their order, then the unknown
 * members in theirs and in their own text. A file keeps its dialect, but a mixed one becomes UTC; lower-case
 * ULIDs become upper case. What was decoded from a canonical file is written back byte for byte.
 *
 * @param document - the file, as `decodeSession` or `newSessionDocument` made it
 * @returns the text of the file, without a newline at the end
 * @example
 * const text = encodeSession(withState(document, { ...document.state, focus: null }));
 */
export function encodeSession({ state, dialect, zone, others, texts }: SessionDocument): string {
  const times: FileTimes = { texts, zone, dialect: dialect === 'mixed' ? 'utc' : dialect };
  return writeObject(
    sessionProperties.map((property) => writtenField(property, state, times)),
    others,
  );
}

/**
 * Returns `decodeSession` and `encodeSession` as a store of one kind of document takes them.
 *
 * @param zone - whose local time a time without an offset is; default: the engine's, of this process
 * @returns the codec of session files
 * @example
 * const decoded = sessionCodec().decode(text);
 */
export function sessionCodec(zone?: TimeZone): DocumentCodec<SessionDocument> {
  const schema = schemaFor(zone);
  return {
    decode: (text) => {
      const decoded = decodeBy(schema, text, zone);
      return decoded.ok ? { ok: true, value: decoded.document } : decoded;
    },
    encode: encodeSession,
  };
}

function stateOf(fields: SessionFields): SessionState {
  const state: Record<string, unknown> = {};
  for (const property of sessionProperties) state[property] = readField(property, fields);
  // Every property of the state is a property of the table, which the compiler has checked.
  return state as unknown as SessionState;
}

function readField<P extends SessionProperty>(
  property: P,
  fields: Readonly<Record<string, unknown>>,
): SessionState[P] {
  const { key, read } = sessionFields[property];
  // The schema has read each key by the table's own schema for it.
  return read(fields[key] as FieldOnRead<P>);
}

function writtenField<P extends SessionProperty>(
  property: P,
  state: SessionState,
  times: FileTimes,
): readonly [key: string, value: string | null] {
  const { key, write } = sessionFields[property];
  return [key, write(state[property], times)];
}
