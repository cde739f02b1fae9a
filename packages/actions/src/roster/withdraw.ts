import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { removePresence } from '@missionctl/roster/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { releaseFormer } from '../work/release-claim.ts';
import { rosterOf } from './mission-roster.ts';
import { rosterWarning } from './roster-warning.ts';

/**
 * Takes one who has left out of the roster: its claim, then what it recorded of itself. Without a session
 * neither has any effect; so what stays is a warning.
 */
export function* withdraw(
  home: Home,
  address: SessionAddress,
  session: SessionState,
  wait: LockWait,
): Operation<readonly Issue[]> {
  const { focus, participantId } = session;
  const released = yield* releaseFormer(home, address, { focus, session, wait });
  try {
    yield* removePresence(rosterOf(home, address.missionId), participantId, wait);
    return released;
  } catch (error) {
    if (errnoOf(error) === 'ERR_INVALID_ID') return released;
    const effect = 'what this participant recorded of itself stays, without effect';
    return [...released, rosterWarning('PRESENCE_NOT_REMOVED', effect, error)];
  }
}
