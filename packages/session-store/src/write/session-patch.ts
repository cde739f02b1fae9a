import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  type DriveIntent,
  type Focus,
  isDriveIntent,
  parseFocus,
  parseTimestamp,
  type SessionState,
  type Timestamp,
} from '@missionctl/session-model';
import { InvalidFieldError } from '../errors.ts';

/** The fields that an update may change. */
export interface SessionPatch {
  /** What the participant works on; null for nothing. Left out, it stays. */
  readonly focus?: Focus;
  /** Whether the participant means to move the mission on. Left out, it stays. */
  readonly driveIntent?: DriveIntent;
  /**
   * When the participant was last active, in UTC; default: now. Never earlier than the file says.
   */
  readonly lastActivityAt?: Timestamp;
}

/** A patch, or a pure synchronous function that makes one of the session as it is now. */
export type SessionChange = SessionPatch | ((session: SessionState) => SessionPatch);

const mutableFields: readonly string[] = ['focus', 'driveIntent', 'lastActivityAt'];

/** The patch of a change, every field and value in it checked. */
export function* patchOf(change: SessionChange, session: SessionState): Operation<SessionPatch> {
  const patch =
    typeof change === 'function' ? yield* effects.invoke(() => change(session)) : change;
  if (typeof patch !== 'object' || patch === null) {
    throw new TypeError('a change is a patch, or a function that makes one');
  }
  for (const [field, value] of Object.entries(patch)) checkField(field, value);
  return patch;
}

function checkField(field: string, value: unknown): void {
  if (!mutableFields.includes(field)) {
    const immutable = 'cannot be changed by an update';
    throw new InvalidFieldError(field, immutable, mutableFields);
  }
  const allowed = objections[field]?.(value);
  if (allowed !== undefined) throw new InvalidFieldError(field, 'cannot have this value', allowed);
}

/** For each field the values that it can have, when it cannot have the given one. */
const objections: Readonly<Record<string, (value: unknown) => readonly string[] | undefined>> = {
  focus: (value) =>
    value === null || (typeof value === 'string' && isFocus(value))
      ? undefined
      : ['wp:<id>', 'step:<id>', 'null'],
  driveIntent: (value) =>
    typeof value === 'string' && isDriveIntent(value) ? undefined : ['active', 'inactive'],
  lastActivityAt: (value) =>
    typeof value === 'string' && isTimestamp(value) ? undefined : ['a UTC timestamp'],
};

/** `none` and the empty text are other spellings of null, and not for a patch. */
function isFocus(text: string): boolean {
  const parsed = parseFocus(text);
  return parsed.ok && parsed.value === text;
}

function isTimestamp(text: string): boolean {
  const parsed = parseTimestamp(text);
  return parsed.ok && parsed.value.timestamp === text;
}
