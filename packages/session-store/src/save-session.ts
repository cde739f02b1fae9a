import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireParticipantId, type SessionState, withState } from '@missionctl/session-model';
import { withoutGoingBack } from './activity.ts';
import { requireOwnMission } from './create-session.ts';
import { SessionDamagedError } from './errors.ts';
import { readSession } from './read-session.ts';
import { isThere, type SessionFile } from './session-file.ts';
import { underLock } from './under-lock.ts';
import { type WrittenSession, writeSession } from './write-session.ts';

export type SavedSession =
  | ({ readonly status: 'saved' } & WrittenSession)
  /** Another writer was first; `version` is what is there now, undefined when nothing is. */
  | { readonly status: 'conflict'; readonly version: string | undefined };

/** Writes a whole session if it is still the expected version. See `save` of the store. */
export function* saveSession(
  file: SessionFile,
  session: SessionState,
  expecting: string,
): Operation<SavedSession> {
  requireOwnMission(file, session);
  requireParticipantId(session.participantId);
  if (!(yield* isThere(file))) return { status: 'conflict', version: undefined };
  return yield* underLock(file, function* (attempt) {
    const found = yield* readSession(file);
    if (found.status === 'absent') return { status: 'conflict', version: undefined };
    if (found.status === 'damaged') throw new SessionDamagedError(file.address, found);
    const { session: former, version, warnings } = found.joined;
    if (version !== expecting) return { status: 'conflict', version };
    const wanted = withoutGoingBack(withState(found.document, session), former.lastActivityAt);
    const facts = { version, attempt, warnings: [...warnings, ...wanted.warnings] };
    const written = yield* writeSession(file, wanted.document, facts);
    return { status: 'saved', ...written };
  });
}
