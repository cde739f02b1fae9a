import type { Protocol } from '@missionctl/atomic-fs/protocols';
import { type SessionState, timestampFromMs, withState } from '@missionctl/session-model';
import { clampActivity } from './activity.ts';
import { NotJoinedError } from './errors.ts';
import { patchOf, type SessionChange } from './session-change.ts';
import {
  isThere,
  locked,
  requireRecord,
  type SessionFile,
  type WrittenSession,
  writeSession,
} from './session-file.ts';
import type { Clock } from './store-settings.ts';

export interface UpdatedSession extends WrittenSession {
  /** The session as it was just before. */
  readonly former: SessionState;
}

/** Lock, read, change, write, unlock. See `update` of the store. */
export function* updateSession(
  file: SessionFile,
  change: SessionChange,
  clock: Clock,
): Protocol<UpdatedSession> {
  // Asked before the lock is taken, since taking it would create a lock file beside nothing.
  if (!(yield* isThere(file))) throw new NotJoinedError(file.address, file.path);
  return yield* locked(file, function* () {
    const record = yield* requireRecord(file);
    const patch = yield* patchOf(change, record.session);
    const wanted = patch.lastActivityAt ?? timestampFromMs(clock());
    const { lastActivityAt, warnings } = clampActivity(record.document, wanted);
    const state = { ...record.session, ...patch, lastActivityAt };
    const told = [...record.warnings, ...warnings];
    const written = yield* writeSession(file, withState(record.document, state), told);
    return { ...written, former: record.session };
  });
}
