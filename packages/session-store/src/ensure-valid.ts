import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import { SessionInvalidError } from './errors.ts';
import type { JoinedSession } from './read-session.ts';
import { requireRecord, type SessionFile } from './session-file.ts';
import type { Check } from './store-settings.ts';

/** A session that passed the injected check, and what the check had to say all the same. */
export type ValidatedSession<V> = Omit<JoinedSession, 'session'> & { readonly session: V };

/** The session, when one may act on it. See `ensureValid` of the store. */
export function* ensureValidSession<V extends SessionState>(
  file: SessionFile,
  check: Check<V>,
): Operation<ValidatedSession<V>> {
  const { joined } = yield* requireRecord(file);
  const { missionId } = file.address;
  const { issues, session } = check(joined.session, { missionId, dialect: joined.dialect });
  if (session === undefined) throw new SessionInvalidError(file.address, file.path, issues);
  return { ...joined, session, warnings: [...joined.warnings, ...issues] };
}
