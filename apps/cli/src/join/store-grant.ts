import type { Grant } from '@missionctl/issuer';
import { capabilitiesOf, type Issue, type SessionState } from '@missionctl/session-model';
import {
  type JoinedSession,
  type SessionAddress,
  SessionDamagedError,
  SessionInvalidError,
  sessionPath,
} from '@missionctl/session-store';
import { changing } from '../changing.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { errorsOf, sessionIssues } from '../session-issues.ts';

export interface GrantOptions {
  /** Another identity, or a damaged session, is put in the stored one's place. */
  readonly replace: boolean;
  readonly keepToken: boolean;
}

/** What became of a grant: the session as it is stored now, and what was there before. */
export interface StoredGrant {
  readonly session: SessionState;
  readonly former: SessionState | undefined;
  readonly changed: boolean;
  readonly quarantined: string | undefined;
  readonly warnings: readonly Issue[];
}

const attempts = 5;

/**
 * Stores what an authority granted. The same identity again changes nothing but the role; another
 * one is a conflict, unless it is to replace the stored one.
 */
export function storeGrant(
  invocation: Invocation,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): StoredGrant {
  const { store } = changing(invocation);
  const quarantined = options.replace ? store.quarantineSync(address) : undefined;
  const fresh = newSession(address, grant, options);
  for (let left = attempts; left > 0; left -= 1) {
    const created = store.createSync(address, fresh);
    if (created.status === 'created') {
      return { ...created, former: undefined, changed: true, quarantined };
    }
    const joined = stored(invocation, address);
    if (joined === undefined) continue;
    const { session: former, version: expecting, warnings } = joined;
    const wanted = reconcile(invocation, address, joined, { fresh, replace: options.replace });
    if (wanted === former) {
      return { session: former, former, changed: false, quarantined, warnings };
    }
    const saved = store.saveSync(address, wanted, { expecting });
    if (saved.status === 'saved') return { ...saved, former, changed: true, quarantined };
  }
  throw new CliError('CONFLICT', 'the session was changed by others each time', {
    hint: 'run it again',
    retryable: true,
  });
}

/** The session that another has created; undefined when it was removed again since. */
function stored({ store }: Invocation, address: SessionAddress): JoinedSession | undefined {
  const loaded = store.loadSync(address);
  if (loaded.status === 'damaged') throw new SessionDamagedError(address, loaded);
  return loaded.status === 'joined' ? loaded : undefined;
}

/** A session as it is right after joining. */
export function newSession(
  { missionId }: SessionAddress,
  grant: Grant,
  { keepToken }: Pick<GrantOptions, 'keepToken'>,
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
 */
export function reconcile(
  { home, context }: Invocation,
  address: SessionAddress,
  joined: JoinedSession,
  { fresh, replace }: { readonly fresh: SessionState; readonly replace: boolean },
): SessionState {
  const { session } = joined;
  const { missionId } = address;
  const issues = sessionIssues(joined, missionId, context.clock());
  const same = session.participantId.toUpperCase() === fresh.participantId;
  if (replace && (!same || errorsOf(issues).length > 0)) return fresh;
  if (session.missionId !== missionId) {
    throw new SessionInvalidError(address, sessionPath(home, address), issues);
  }
  if (same) return session.role === fresh.role ? session : withRole(session, fresh.role);
  throw new CliError('CONFLICT', `${missionId} is joined with another identity`, {
    why: 'its focus, drive and join time belong to that one',
    hint: 'the same once more with --replace',
    details: {
      stored_participant_id: session.participantId,
      granted_participant_id: fresh.participantId,
    },
  });
}

/** A role that may not drive does not go on driving. */
function withRole(session: SessionState, role: string): SessionState {
  const driveIntent = capabilitiesOf(role).drive ? session.driveIntent : 'inactive';
  return { ...session, role, driveIntent };
}
