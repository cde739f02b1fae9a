import type { Timestamp } from '../time/timestamp.ts';
import { parseTimestamp } from '../time/timestamp-text.ts';
import { type DriveIntent, isDriveIntent } from './drive-intent.ts';
import { type Focus, parseFocus } from './focus.ts';

/**
 * What an update may change of a session; all other fields are what they were when it was joined.
 */
export interface SessionPatch {
  /** What the participant works on; null for nothing. Left out, it stays. */
  readonly focus?: Focus | undefined;
  /** Whether the participant drives the mission. Left out, it stays. */
  readonly driveIntent?: DriveIntent | undefined;
  /**
   * When the participant was last active, in UTC; default: now. Never earlier than the file says.
   */
  readonly lastActivityAt?: Timestamp | undefined;
}

/**
 * Checks a value that a field is to be changed to: undefined when the field can have it, and
 * otherwise the values that it can have, in words.
 */
export type FieldCheck = (value: unknown) => readonly string[] | undefined;

/** `none` and the empty text are other spellings of null, and not for a patch. */
export const checkFocus: FieldCheck = (value) => {
  if (value === null || (typeof value === 'string' && isItself(parseFocus(value), value)))
    return undefined;
  return ['wp:<id>', 'step:<id>', 'null'];
};

export const checkDriveIntent: FieldCheck = (value) =>
  typeof value === 'string' && isDriveIntent(value) ? undefined : ['active', 'inactive'];

export const checkTimestamp: FieldCheck = (value) => {
  if (typeof value === 'string') {
    const parsed = parseTimestamp(value);
    if (parsed.ok && parsed.value.timestamp === value) return undefined;
  }
  return ['a UTC timestamp'];
};

function isItself(parsed: ReturnType<typeof parseFocus>, text: string): boolean {
  return parsed.ok && parsed.value === text;
}
