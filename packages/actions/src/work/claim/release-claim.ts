import type { Operation } from '@missionctl/atomic-fs/operations';
import { releaseClaim } from '@missionctl/roster';
import { isClaimRecorded, type LockedClaims, withClaims } from '@missionctl/roster/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import { loadSession } from '@missionctl/session-store/operations';
import type { Home } from '../../home.ts';
import { drives, rosterOf } from '../../roster/mission-roster.ts';
import { rosterWarning } from '../../roster/roster-warning.ts';

/** What is released, and whose it is. */
export interface Release {
  /** What was driven; null for nothing. */
  readonly focus: string | null;
  /** Who drove it. */
  readonly session: Pick<SessionState, 'participantId'>;
  /** How long to wait for the roster's lock. */
  readonly wait: LockWait;
}

/**
 * Releases the record of a claim whose holder has stopped. The claim has no effect any more either way;
 * so what keeps the record from being written is a warning.
 */
export function* releaseFormer(
  home: Home,
  address: SessionAddress,
  { focus, session, wait }: Release,
): Operation<readonly Issue[]> {
  if (focus === null) return [];
  const roster = rosterOf(home, address.missionId);
  try {
    // Taking the lock would make directories for nothing.
    if (!(yield* isClaimRecorded(roster, focus, session.participantId))) return [];
    yield* withClaims(roster, focus, wait, function* (claimOf) {
      // Another process of the same participant may drive there again.
      const loaded = yield* loadSession(home.store, address);
      const again = loaded.status === 'joined' ? loaded.session : undefined;
      if (again !== undefined && drives(again) && again.focus === focus) return;
      yield* writeReleased(claimOf, focus, session.participantId);
    });
    return [];
  } catch (error) {
    return [notReleased(focus, error)];
  }
}

/** Writes the record of a claim as released, the roster's lock being held. */
export function* writeReleased(
  claimOf: LockedClaims,
  focus: string,
  participantId: string,
): Operation<void> {
  const { require, write } = claimOf(focus);
  const found = yield* require();
  if (found.value === undefined) return;
  const released = releaseClaim(found.value, participantId);
  if (released !== found.value) yield* write(released, found);
}

/** The warning for a record that stays. @throws the error itself when it is no fault of the roster */
export function notReleased(focus: string, error: unknown): Issue {
  const effect = `the record of ${focus} may still name its former holder, without effect`;
  return rosterWarning('CLAIM_NOT_RELEASED', effect, error);
}
