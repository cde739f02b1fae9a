import type { Protocol } from '@missionctl/atomic-fs/protocols';
import { type SessionState, timestampFromMs, withState } from '@missionctl/session-model';
import { withoutGoingBack } from './activity.ts';
import { NotJoinedError } from './errors.ts';
import { patchOf, type SessionChange } from './session-change.ts';
import { isThere, locked, requireRecord, type SessionFile } from './session-file.ts';
import type { Clock } from './store-settings.ts';
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
): Protocol<UpdatedSession> {
  // Asked before the lock is taken, since taking it would create a lock file beside nothing.
  if (!(yield* isThere(file))) throw new NotJoinedError(file.address, file.path);
  return yield* locked(file, function* () {
    const record = yield* requireRecord(file);
    const patch = yield* patchOf(change, record.session);
    const former = record.session;
    const state = { ...former, lastActivityAt: timestampFromMs(clock()), ...patch };
    const changed = withState(record.document, state);
    const { document, warnings } = withoutGoingBack(changed, former.lastActivityAt);
    const written = yield* writeSession(file, document, [...record.warnings, ...warnings]);
    return { ...written, former };
  });
}
