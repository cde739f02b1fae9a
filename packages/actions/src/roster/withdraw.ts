import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Claim } from '@missionctl/roster';
import { readRoster, removePresence } from '@missionctl/roster/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { releaseFormer } from '../work/release-claim.ts';
import { rosterOf } from './mission-roster.ts';
import { rosterWarning } from './roster-warning.ts';

/**
 * Takes one who has left out of the roster: every claim that names it, also one from before its session
 * was damaged, then what it recorded of itself. Without a session none has any effect; so what stays is
 * a warning. The claims are read, unless the caller has done so.
 */
export function* withdraw(
  home: Home,
  address: SessionAddress,
  session: SessionState,
  options: LockWait & { readonly claims?: ReadonlyMap<string, Claim> },
): Operation<readonly Issue[]> {
  const { participantId } = session;
  const { claims: known, ...wait } = options;
  const roster = rosterOf(home, address.missionId);
  const warnings: Issue[] = [];
  try {
    const claims = known ?? (yield* readRoster(roster)).claims;
    for (const { focus, holder } of claims.values()) {
      if (holder !== participantId) continue;
      warnings.push(...(yield* releaseFormer(home, address, { focus, session, wait })));
    }
  } catch (error) {
    // Nobody may learn that leaving failed, which is done.
    const effect = 'claims may still name this participant, without effect';
    warnings.push(rosterWarning('CLAIM_NOT_RELEASED', effect, error));
  }
  try {
    yield* removePresence(roster, participantId, wait);
  } catch (error) {
    if (errnoOf(error) === 'ERR_INVALID_ID') return warnings;
    const effect = 'what this participant recorded of itself stays, without effect';
    warnings.push(rosterWarning('PRESENCE_NOT_REMOVED', effect, error));
  }
  return warnings;
}
