import type { Operation } from '@missionctl/atomic-fs/operations';
import { removePresenceLock } from '@missionctl/roster/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import { withdraw } from '../roster/withdraw.ts';

/**
 * Removes what an agent recorded and was shown under an identity that has vanished, the lock file included.
 *
 * @throws what a removal of the lock file throws
 */
export function* removeTraces(
  home: Home,
  address: SessionAddress,
  session: SessionState,
  wait: LockWait,
): Operation<readonly Issue[]> {
  // No claim names it: one who ever drove does not vanish.
  const warnings = yield* withdraw(home, address, session, { ...wait, claims: new Map() });
  yield* removePresenceLock(rosterOf(home, address.missionId), session.participantId, wait);
  return warnings;
}
