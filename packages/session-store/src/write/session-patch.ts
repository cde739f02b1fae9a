import { effects, type Operation, wrongType } from '@missionctl/atomic-fs/operations';
import {
  mutableSessionFields,
  type SessionPatch,
  type SessionState,
} from '@missionctl/session-model';
import { InvalidFieldError } from '../errors.ts';

/** A patch, or a pure synchronous function that makes one of the session as it is now. */
export type SessionChange = SessionPatch | ((session: SessionState) => SessionPatch);

/** A patch without the fields that stay. */
export type PatchedFields = {
  readonly [F in keyof SessionPatch]: Exclude<SessionPatch[F], undefined>;
};

/** The patch of a change, every field and value in it checked. */
export function* patchOf(change: SessionChange, session: SessionState): Operation<PatchedFields> {
  const patch =
    typeof change === 'function' ? yield* effects.invoke(() => change(session)) : change;
  requirePatch(patch);
  for (const [field, value] of Object.entries(patch)) checkField(field, value);
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/**
 * A change as it is now, checked as far as that can be before anything is touched: the caller may
 * alter its patch while the lock is waited for. @throws TypeError
 */
export function ownChange(change: SessionChange): SessionChange {
  if (typeof change === 'function') return change;
  requirePatch(change);
  return { ...change };
}

function requirePatch(patch: unknown): void {
  if (typeof patch === 'object' && patch !== null) return;
  throw wrongType('change', 'a patch, or a function that returns one', patch);
}

function checkField(field: string, value: unknown): void {
  if (!isMutable(field)) {
    const immutable = 'cannot be changed by an update';
    throw new InvalidFieldError(field, immutable, Object.keys(mutableSessionFields));
  }
  // As if it was left out: the field stays.
  if (value === undefined) return;
  const allowed = mutableSessionFields[field](value);
  if (allowed !== undefined) throw new InvalidFieldError(field, 'cannot have this value', allowed);
}

function isMutable(field: string): field is keyof SessionPatch {
  return Object.hasOwn(mutableSessionFields, field);
}
