import type { Grant } from '@missionctl/issuer';
import { capabilitiesOf, type SessionState, sessionPath } from '@missionctl/session-model';
import {
  type JoinedSession,
  type SessionAddress,
  SessionInvalidError,
} from '@missionctl/session-store';
import { IdentityConflictError } from '../errors.ts';
import type { Home } from '../home.ts';
import { hasErrors, momentOf, participantOf } from '../view/participant.ts';

/** A session as it is right after joining. */
export function newSession(
  { missionId }: SessionAddress,
  grant: Grant,
  { keepToken }: { readonly keepToken: boolean },
): SessionState {
  return {
    missionId,
    missionRunId: grant.missionRunId,
    participantId: grant.participantId,
    role: grant.role,
    joinedAt: grant.joinedAt,
    lastActivityAt: grant.joinedAt,
    driveIntent: 'inactive',
    focus: null,
    sessionToken: keepToken ? grant.sessionToken : '',
    saasApiUrl: grant.apiUrl,
  };
}

/**
 * The session to store where one is stored already: that one itself, the same object, when nothing
 * is to change. To replace it takes another identity, or a session that one may not act on.
 *
 * @throws ERR_SESSION_INVALID when it names another mission, ERR_IDENTITY_CONFLICT
 */
export function reconcile(
  home: Home,
  address: SessionAddress,
  joined: JoinedSession,
  { fresh, replace }: { readonly fresh: SessionState; readonly replace: boolean },
): SessionState {
  const { session } = joined;
  const { missionId } = address;
  const path = sessionPath(home.path, address);
  const { issues } = participantOf({ address, path, loaded: joined }, momentOf(home));
  const same = session.participantId.toUpperCase() === fresh.participantId;
  if (replace && (!same || hasErrors(issues))) return fresh;
  if (session.missionId !== missionId) throw new SessionInvalidError(address, path, { issues });
  if (same) return session.role === fresh.role ? session : withRole(session, fresh.role);
  const ids = { stored: session.participantId, granted: fresh.participantId };
  throw new IdentityConflictError(address, ids);
}

/** A role that may not drive does not go on driving. */
function withRole(session: SessionState, role: string): SessionState {
  const driveIntent = capabilitiesOf(role).drive ? session.driveIntent : 'inactive';
  return { ...session, role, driveIntent };
}
