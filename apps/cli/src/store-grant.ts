import type { Grant } from '@missionctl/issuer';
import { capabilitiesOf, type SessionState } from '@missionctl/session-model';
import type { JoinedSession, SessionAddress } from '@missionctl/session-store';
import { CliError } from './cli-error.ts';
import { joinCommand } from './explain-error.ts';
import type { Invocation } from './invocation.ts';

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
}

const attempts = 5;

/**
 * Stores what an authority granted. The same identity again changes nothing but the role; another
 * one is a conflict, unless it is to replace the stored one.
 */
export function storeGrant(
  { store }: Invocation,
  address: SessionAddress,
  grant: Grant,
  options: GrantOptions,
): StoredGrant {
  const quarantined = options.replace ? store.quarantineSync(address) : undefined;
  const fresh = newSession(address, grant, options);
  for (let left = attempts; left > 0; left -= 1) {
    const created = store.createSync(address, fresh);
    if (created.status === 'created') {
      return { session: created.session, former: undefined, changed: true, quarantined };
    }
    const stored = store.loadSync(address);
    if (stored.status === 'absent') continue;
    const joined = stored.status === 'joined' ? stored : store.ensureJoinedSync(address);
    const wanted = reconcile(address, joined, { fresh, replace: options.replace });
    if (wanted === joined.session) {
      return { session: wanted, former: joined.session, changed: false, quarantined };
    }
    const saved = store.saveSync(address, wanted, { expecting: joined.version });
    if (saved.status === 'saved') {
      return { session: saved.session, former: joined.session, changed: true, quarantined };
    }
  }
  throw new CliError('CONFLICT', 'the session was changed by others each time', {
    hint: 'run it again',
    retryable: true,
  });
}

function newSession(
  { missionId }: SessionAddress,
  grant: Grant,
  { keepToken }: GrantOptions,
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

function reconcile(
  address: SessionAddress,
  { session }: JoinedSession,
  { fresh, replace }: { readonly fresh: SessionState; readonly replace: boolean },
): SessionState {
  if (session.participantId.toUpperCase() === fresh.participantId) {
    return session.role === fresh.role ? session : withRole(session, fresh.role);
  }
  if (replace) return fresh;
  throw new CliError('CONFLICT', `${address.missionId} is joined with another identity`, {
    why: 'its focus, drive and join time belong to that one',
    hint: `${joinCommand(address.missionId, address.alias)} --replace`,
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
