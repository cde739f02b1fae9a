import { type GenericSchema, nullable, object, optional, string } from 'valibot';
import type { TimeZone } from '../time/time-zone.ts';
import { type WrittenTimestamp, writtenTimestampIn } from '../time/written-timestamp.ts';

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

/** The schema of a pointer whose local time is that of a zone. */
export function pointerSchemaIn(
  zone: TimeZone | undefined,
): GenericSchema<PointerOnDisk, PointerFields> {
  return object(
    {
      active_mission_id: textOrNull,
      last_switched_at: optional(nullable(writtenTimestampIn(zone)), null),
      previous_mission_id: optional(textOrNull, null),
    },
    'is missing',
  );
}

/** The three keys, in the order in which they are written. */
export const pointerKeys: readonly (keyof PointerFields)[] = [
  'active_mission_id',
  'last_switched_at',
  'previous_mission_id',
];

/** The valibot schema of the active mission pointer: keys, types and the time. */
export const pointerSchema: GenericSchema<PointerOnDisk, PointerFields> =
  pointerSchemaIn(undefined);
