import { dirname } from 'node:path';
import { ensureDirectory, type Protocol } from '@missionctl/atomic-fs/protocols';
import {
  newSessionDocument,
  requireParticipantId,
  type SessionState,
} from '@missionctl/session-model';
import { missionsDirectory } from './address.ts';
import { InvalidFieldError } from './errors.ts';
import {
  isThere,
  locked,
  type SessionFile,
  type WrittenSession,
  writeSession,
} from './session-file.ts';
import { refuseOtherSpelling } from './spelling.ts';

export type CreatedSession =
  | ({ readonly status: 'created' } & WrittenSession)
  | { readonly status: 'exists' };

/** Writes the first session of an address. See `create` of the store. */
export function* createSession(
  home: string,
  file: SessionFile,
  session: SessionState,
): Protocol<CreatedSession> {
  requireOwnMission(file, session);
  requireParticipantId(session.participantId);
  yield* refuseOtherSpelling(missionsDirectory(home), file.address.missionId);
  yield* ensureDirectory(dirname(file.path));
  return yield* locked(file, function* () {
    if (yield* isThere(file)) return { status: 'exists' };
    const written = yield* writeSession(file, newSessionDocument(session), []);
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
