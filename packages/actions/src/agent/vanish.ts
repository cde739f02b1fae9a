import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { forgetIdentity } from '@missionctl/issuer/operations';
import type { Claim, Presence } from '@missionctl/roster';
import { readRoster } from '@missionctl/roster/operations';
import { type Issue, type SessionState, sessionPath } from '@missionctl/session-model';
import type { LoadedSession, LockWait } from '@missionctl/session-store';
import { isJoined, removePlace, removeSessionIf } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import { presenceNow } from '../roster/presence-now.ts';
import { rosterWarning } from '../roster/roster-warning.ts';
import { changedPath } from '../stored-now.ts';
import type { FoundAgent } from './find-agent.ts';
import { removeTraces } from './remove-traces.ts';

/** What became of a session that nobody asked for. */
interface Vanished {
  readonly isGone: boolean;
  readonly warnings: readonly Issue[];
}

/**
 * Removes all of a session that a hook joined and that never worked on anything: twenty of them a day must
 * not fill the home. First the session, then its identity: a crash in between leaves an identity for whoever
 * comes back, and never a session whose identity the issuer does not know. Then what has no effect without
 * them. An agent that comes back meanwhile keeps what it has, or joins anew.
 */
export function* vanish(
  home: Home,
  { address, loaded }: FoundAgent,
  { presence, wait }: { readonly presence: Presence | undefined; readonly wait: LockWait },
): Operation<Vanished> {
  const { missionId, alias } = address;
  const { session, version } = loaded;
  const { participantId } = session;
  if (!hasEndedUnasked(presence) || hasWorked(session)) return stays;
  const roster = rosterOf(home, missionId);
  const isStillUnused = function* (found: LoadedSession): Operation<boolean> {
    if (found.status !== 'joined' || found.version !== version) return false;
    return hasEndedUnasked(yield* presenceNow(home, missionId, participantId));
  };
  const isLeft = function* (): Operation<boolean> {
    return !(yield* isJoined(home.store, address));
  };
  const warnings: Issue[] = [];
  let isGone = false;
  try {
    const { claims } = yield* readRoster(roster);
    if ([...claims.values()].some((claim) => names(claim, participantId))) return stays;
    isGone = yield* removeSessionIf(home.store, address, isStillUnused, wait);
    if (!isGone) return stays;
    const request = { home: home.path, missionId, alias, participantId, isUnused: isLeft };
    // Else the agent is back under this identity, and what is recorded is of its new session.
    if (!(yield* forgetIdentity(request, wait))) return { isGone, warnings };
    warnings.push(...(yield* removeTraces(home, address, session, wait)));
    yield* removePlace(home.store, address, wait);
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) === undefined) throw error;
    isGone ||= changedPath(error) === sessionPath(home.path, address);
    const effect = 'something of a session that was never used may stay';
    warnings.push(rosterWarning('SESSION_NOT_REMOVED', effect, error));
  }
  return { isGone, warnings };
}

const stays: Vanished = { isGone: false, warnings: [] };

function hasEndedUnasked(presence: Presence | undefined): boolean {
  return presence?.joinedBy === 'hook' && presence.ended !== undefined;
}

/** Every change of focus or drive intent moves the last activity. */
function hasWorked({ focus, driveIntent, joinedAt, lastActivityAt }: SessionState): boolean {
  return focus !== null || driveIntent === 'active' || lastActivityAt !== joinedAt;
}

function names({ holder, former, reservedFor, wantedBy }: Claim, participantId: string): boolean {
  return [holder, former?.holder, reservedFor, ...wantedBy.map(({ by }) => by)].includes(
    participantId,
  );
}
