import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  mutableSessionFields,
  type SessionPatch,
  type SessionState,
} from '@missionctl/session-model';
import { InvalidFieldError } from '../errors.ts';

/** A patch, or a pure synchronous function that makes one of the session as it is now. */
export type SessionChange = SessionPatch | ((session: SessionState) => SessionPatch);

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
  if (!isMutable(field)) {
    const immutable = 'cannot be changed by an update';
    throw new InvalidFieldError(field, immutable, Object.keys(mutableSessionFields));
  }
  const allowed = mutableSessionFields[field](value);
  if (allowed !== undefined) throw new InvalidFieldError(field, 'cannot have this value', allowed);
}

function isMutable(field: string): field is keyof SessionPatch {
  return Object.hasOwn(mutableSessionFields, field);
}
