import { dirname } from 'node:path';
import { ensureDirectory, type Operation, syncParent } from '@missionctl/atomic-fs/operations';
import {
  newSessionDocument,
  requireParticipantId,
  type SessionState,
} from '@missionctl/session-model';
import { withoutGoingBack } from './activity.ts';
import { missionsDirectory } from './address.ts';
import { InvalidFieldError } from './errors.ts';
import { isThere, type SessionFile } from './session-file.ts';
import { refuseOtherSpelling } from './spelling.ts';
import { underLock } from './under-lock.ts';
import { type WrittenSession, writeSession } from './write-session.ts';

export type CreatedSession =
  | ({ readonly status: 'created' } & WrittenSession)
  | { readonly status: 'exists' };

/** Writes the first session of an address. See `create` of the store. */
export function* createSession(
  home: string,
  file: SessionFile,
  session: SessionState,
): Operation<CreatedSession> {
  requireOwnMission(file, session);
  requireParticipantId(session.participantId);
  const { document, warnings } = withoutGoingBack(newSessionDocument(session), session.joinedAt);
  yield* refuseOtherSpelling(missionsDirectory(home), file.address.missionId);
  yield* ensureDirectory(dirname(file.path));
  const facts = { version: undefined, warnings: [...file.warnings, ...warnings] };
  return yield* underLock(file, function* (attempt) {
    if (yield* isThere(file)) {
      // Whoever created it may have been killed before its name was durable.
      yield* syncParent(file.path);
      return { status: 'exists' };
    }
    const written = yield* writeSession(file, document, { ...facts, attempt });
    return { status: 'created', ...written };
  });
}

/** A session names the mission in whose directory it is. */
export function requireOwnMission({ address }: SessionFile, session: SessionState): void {
  if (session.missionId === address.missionId) return;
  throw new InvalidFieldError('missionId', 'must be the mission of the address', [
    address.missionId,
  ]);
}
