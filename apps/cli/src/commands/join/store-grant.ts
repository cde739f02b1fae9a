import type { Grant } from '@missionctl/issuer';
import { capabilitiesOf, type Issue, type SessionState } from '@missionctl/session-model';
import {
  type JoinedSession,
  type SessionAddress,
  SessionDamagedError,
  SessionInvalidError,
  sessionPath,
} from '@missionctl/session-store';
import { CliError } from '../../errors/cli-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { errorsOf, sessionIssues } from '../../session/session-issues.ts';
import { writers } from '../../session/writers.ts';

export interface GrantOptions {
  /** Whether another identity, or a damaged session, is replaced. */
  readonly replace: boolean;
  readonly keepToken: boolean;
}

/** The session as it is stored now, and what was there before. */
export interface StoredGrant {
  readonly session: SessionState;
  readonly former: SessionState | undefined;
  readonly changed: boolean;
  readonly quarantined: string | undefined;
  readonly warnings: readonly Issue[];
}

const attempts = 5;

/**
 * Stores what an authority granted. The same identity changes nothing but the role; another identity is a
 * conflict, unless it may replace the stored one.
 *
 * @throws CliError `CONFLICT`
 */
export function storeGrant(
  invocation: Invocation,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): StoredGrant {
  const { store } = writers(invocation);
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
  throw new CliError('CONFLICT', 'other processes kept changing the session', {
    hint: 'run it again',
    retryable: true,
  });
}

/** The session that another process created; undefined when it has been removed since. */
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
 * The session to store in place of a stored one; the same object when nothing changes. It is replaced only by
 * another identity, or when it is invalid.
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
  throw new CliError('CONFLICT', `${missionId} is already joined with another identity`, {
    why: 'its focus, drive and join time belong to that one',
    hint: 'run it again with --replace',
    details: {
      stored_participant_id: session.participantId,
      granted_participant_id: fresh.participantId,
    },
  });
}

/** A role that may not drive stops driving. */
function withRole(session: SessionState, role: string): SessionState {
  const driveIntent = capabilitiesOf(role).drive ? session.driveIntent : 'inactive';
  return { ...session, role, driveIntent };
}
