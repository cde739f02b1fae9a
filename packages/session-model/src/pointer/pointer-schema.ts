import { type GenericSchema, nullable, object, optional, string } from 'valibot';
import { type WrittenTimestamp, writtenTimestamp } from '../time/written-timestamp.ts';

/** The pointer file as it may be found; Python writes the first two keys only. */
export interface PointerOnDisk {
  /** The selected mission; null or the empty text for none. */
  readonly active_mission_id: string | null;
  /** When it was selected, in either dialect. */
  readonly last_switched_at?: string | null | undefined;
  /** The mission that was selected before. */
  readonly previous_mission_id?: string | null | undefined;
}

/** The three keys of the pointer file, read. */
export interface PointerFields {
  /** The selected mission; null or the empty text for none. */
  readonly active_mission_id: string | null;
  /** When it was selected, as the file has it. */
  readonly last_switched_at: WrittenTimestamp | null;
  /** The mission that was selected before; null or the empty text for none. */
  readonly previous_mission_id: string | null;
}

const textOrNull = nullable(string('must be a string or null'));

const entries = {
  active_mission_id: textOrNull,
  last_switched_at: optional(nullable(writtenTimestamp), null),
  previous_mission_id: optional(textOrNull, null),
};

/** The three keys, in the order in which they are written. */
export const pointerKeys: readonly string[] = Object.keys(entries);

/** The valibot schema of the active mission pointer: keys, types and the time. */
export const pointerSchema: GenericSchema<PointerOnDisk, PointerFields> = object(
  entries,
  'is missing',
);
