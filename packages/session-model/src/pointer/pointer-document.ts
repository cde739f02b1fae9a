import { type JsonMember, writeObject } from '@missionctl/strict-json';
import type { Decoded, DocumentCodec } from '../decoded.ts';
import { readFields } from '../json-fields.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { Timestamp } from '../time/timestamp.ts';
import type { TimestampDialect } from '../time/timestamp-text.ts';
import { rewriteTimestamp } from '../time/written-timestamp.ts';
import {
  type PointerFields,
  pointerKeys,
  pointerSchema,
  pointerSchemaIn,
} from './pointer-schema.ts';

/** Which mission is selected, since when, and which one was before. The ids are not checked yet. */
export interface PointerState {
  /** The selected mission; null for none. */
  readonly activeMissionId: string | null;
  /** When it was selected; null when nobody knows. */
  readonly lastSwitchedAt: Timestamp | null;
  /** The mission that was selected before; null for none. */
  readonly previousMissionId: string | null;
}

/** A pointer file in memory, with all that a rewrite needs in order to lose nothing. */
export interface PointerDocument {
  /** What the file says in the keys that are known. */
  readonly state: PointerState;
  /** How its time is written; `utc` when there is none. */
  readonly dialect: TimestampDialect;
  /** Whose local time a time without an offset is; undefined for the engine's. */
  readonly zone?: TimeZone | undefined;
  /** The members nobody here knows, in their order and each in its own text. */
  readonly others: readonly JsonMember[];
  /** The time as the file has it; it is written again while it says what `state` says. */
  readonly texts: { readonly lastSwitchedAt: string | null };
}

/**
 * Makes the document of a pointer file that does not exist yet: its time in UTC, and no unknown members.
 *
 * @param state - what the file is to say
 * @returns a document for `encodePointer`
 * @example
 * const text = encodePointer(newPointerDocument(state));
 */
export function newPointerDocument(state: PointerState): PointerDocument {
  return {
    state,
    dialect: 'utc',
    others: [],
    texts: { lastSwitchedAt: state.lastSwitchedAt },
  };
}

/**
 * Reads a pointer file as `decodeSession` reads a session. An empty id is none, as in Python. It never throws.
 *
 * @param source - the text of the file, or its bytes
 * @param zone - whose local time a time without an offset is; default: the engine's, of this process
 * @returns the document; or the fault with an issue for every field that is wrong, none of which contains a
 *   value
 * @example
 * const decoded = decodePointer('{"active_mission_id": "demo"}');
 * if (decoded.ok) console.log(decoded.document.state.activeMissionId); // demo
 */
export function decodePointer(
  source: string | Uint8Array,
  zone?: TimeZone,
): Decoded<PointerDocument> {
  const schema = zone === undefined ? pointerSchema : pointerSchemaIn(zone);
  const read = readFields(source, schema, pointerKeys);
  if (!read.ok) return read;
  return { ok: true, document: { ...documentOf(read.fields), zone, others: read.others } };
}

function documentOf(fields: PointerFields): Omit<PointerDocument, 'zone' | 'others'> {
  const switched = fields.last_switched_at;
  return {
    state: {
      activeMissionId: fields.active_mission_id || null,
      lastSwitchedAt: switched?.timestamp ?? null,
      previousMissionId: fields.previous_mission_id || null,
    },
    dialect: switched?.dialect ?? 'utc',
    texts: { lastSwitchedAt: switched?.text ?? null },
  };
}

/**
 * Writes a pointer file: Python's two keys, `previous_mission_id`, then the unknown members in their own text.
 *
 * @param document - the file, as `decodePointer` or `newPointerDocument` made it
 * @returns the text of the file, without a newline at the end
 * @example
 * const text = encodePointer({ ...document, state: { ...document.state, activeMissionId: 'demo' } });
 */
export function encodePointer({ state, others, texts, ...times }: PointerDocument): string {
  const { lastSwitchedAt } = state;
  const fields: Readonly<Record<keyof PointerFields, string | null>> = {
    active_mission_id: state.activeMissionId,
    last_switched_at:
      lastSwitchedAt && rewriteTimestamp(lastSwitchedAt, texts.lastSwitchedAt, times),
    previous_mission_id: state.previousMissionId,
  };
  return writeObject(Object.entries(fields), others);
}

/**
 * Returns `decodePointer` and `encodePointer` as a store of one kind of document takes them.
 *
 * @param zone - whose local time a time without an offset is; default: the engine's, of this process
 * @returns the codec of pointer files
 * @example
 * const decoded = pointerCodec().decode(text);
 */
export function pointerCodec(zone?: TimeZone): DocumentCodec<PointerDocument> {
  return {
    decode: (text) => {
      const decoded = decodePointer(text, zone);
      return decoded.ok ? { ok: true, value: decoded.document } : decoded;
    },
    encode: encodePointer,
  };
}
