import { type JsonMember, writeObject } from '@missionctl/strict-json';
import type { Decoded, DocumentCodec } from '../decoded.ts';
import { readFields } from '../json-fields.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { TimestampDialect } from '../time/timestamp-text.ts';
import { rewriteTimestamp } from '../time/written-timestamp.ts';
import { type PointerFields, pointerKeys, pointerSchema } from './pointer-schema.ts';

/** Which mission is meant, since when, and which one was before. The ids are not checked yet. */
export interface PointerState {
  readonly activeMissionId: string | null;
  readonly lastSwitchedAt: Timestamp | null;
  readonly previousMissionId: string | null;
}

/** A pointer file in memory, with all that a rewrite needs in order to lose nothing. */
export interface PointerDocument {
  readonly state: PointerState;
  readonly dialect: TimestampDialect;
  readonly others: readonly JsonMember[];
  readonly texts: { readonly lastSwitchedAt: string | null };
}

/** The document of a pointer file that does not exist yet. */
export function newPointerDocument(state: PointerState): PointerDocument {
  return {
    state,
    dialect: 'utc',
    others: [],
    texts: { lastSwitchedAt: state.lastSwitchedAt },
  };
}

/** Reads a pointer file as `decodeSession` reads a session. An empty id means none, as in Python. */
export function decodePointer(source: string | Uint8Array): Decoded<PointerDocument> {
  const read = readFields(source, pointerSchema, pointerKeys);
  return read.ok ? { ok: true, document: documentOf(read.fields, read.others) } : read;
}

function documentOf(fields: PointerFields, others: PointerDocument['others']): PointerDocument {
  const switched = fields.last_switched_at;
  return {
    state: {
      activeMissionId: fields.active_mission_id || null,
      lastSwitchedAt: switched?.timestamp ?? null,
      previousMissionId: fields.previous_mission_id || null,
    },
    dialect: switched?.dialect ?? 'utc',
    others,
    texts: { lastSwitchedAt: switched?.text ?? null },
  };
}

/** Writes a pointer file: Python's two keys, `previous_mission_id`, then the unknown keys. */
export function encodePointer({ state, dialect, others, texts }: PointerDocument): string {
  const { lastSwitchedAt } = state;
  const fields: Readonly<Record<keyof PointerFields, string | null>> = {
    active_mission_id: state.activeMissionId,
    last_switched_at:
      lastSwitchedAt && rewriteTimestamp(lastSwitchedAt, texts.lastSwitchedAt, dialect),
    previous_mission_id: state.previousMissionId,
  };
  return writeObject(Object.entries(fields), others);
}

/** The same two, as a file of one kind of document is read and written. */
export const pointerCodec: DocumentCodec<PointerDocument> = {
  decode: (text) => {
    const decoded = decodePointer(text);
    return decoded.ok ? { ok: true, value: decoded.document } : decoded;
  },
  encode: encodePointer,
};
