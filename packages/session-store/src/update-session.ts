import type { Operation } from '@missionctl/atomic-fs/operations';
import { type SessionState, timestampFromMs, withState } from '@missionctl/session-model';
import { withoutGoingBack } from './activity.ts';
import { NotJoinedError } from './errors.ts';
import { patchOf, type SessionChange } from './session-change.ts';
import { isThere, requireRecord, type SessionFile } from './session-file.ts';
import type { Clock } from './store-settings.ts';
import { underLock } from './under-lock.ts';
import { type WrittenSession, writeSession } from './write-session.ts';

export interface UpdatedSession extends WrittenSession {
  /** The session as it was just before. */
  readonly former: SessionState;
}

/** Lock, read, change, write, unlock. See `update` of the store. */
export function* updateSession(
  file: SessionFile,
  change: SessionChange,
  clock: Clock,
): Operation<UpdatedSession> {
  // Asked before the lock is taken, since taking it would create a lock file beside nothing.
  if (!(yield* isThere(file))) throw new NotJoinedError(file.address, file.path);
  return yield* underLock(file, function* (attempt) {
    const { joined, document } = yield* requireRecord(file);
    const { session: former, version } = joined;
    const patch = yield* patchOf(change, joined);
    const state = { ...former, lastActivityAt: timestampFromMs(clock()), ...patch };
    const changed = withoutGoingBack(withState(document, state), former.lastActivityAt);
    const warnings = [...joined.warnings, ...changed.warnings];
    const written = yield* writeSession(file, changed.document, { version, attempt, warnings });
    return { ...written, former };
  });
}
