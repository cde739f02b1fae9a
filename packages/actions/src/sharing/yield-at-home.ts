import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Claim } from '@missionctl/roster';
import { type LockedClaims, withClaims } from '@missionctl/roster/operations';
import { type Focus, type Issue, parseFocus, type SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress, SessionPatch } from '@missionctl/session-store';
import { loadSession, updateSession } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { drives, rosterOf } from '../roster/mission-roster.ts';
import { recordContinued } from '../roster/record-presence.ts';
import { rosterWarning } from '../roster/roster-warning.ts';
import { writeReleased } from '../work/claim/release-claim.ts';
import { isRosterFault, isSameWork } from '../work/drive-change.ts';
import type { OnCollision } from '../work/work-outcome.ts';

/** What this home had granted, and the engine has not. */
export interface Refused {
  readonly address: SessionAddress;
  /** The session as the grant left it. */
  readonly session: SessionState;
  /** The session before. */
  readonly former: SessionState;
  readonly onCollision: OnCollision;
  readonly wait: LockWait;
}

/**
 * Takes back at home what another holds at the engine: who drove elsewhere drives there again, as it still has
 * the claim; who did not has the focus, and does not drive it, or nothing of the command stays.
 *
 * @returns the session as it is now; another process of the same participant may have changed it meanwhile
 */
export function* takeBack(home: Home, refused: Refused): Operation<SessionState> {
  const { address, session, wait } = refused;
  const { focus, participantId } = session;
  if (focus === null) return session;
  return yield* underClaims(home, refused, function* (claimOf) {
    const loaded = yield* loadSession(home.store, address);
    const found = loaded.status === 'joined' ? loaded.session : undefined;
    const patch = yield* patchBack(claimOf, refused);
    const isAsLeft = found !== undefined && isSameWork(found, session);
    const now = isAsLeft
      ? (yield* updateSession(home.store, address, patch, wait)).session
      : (found ?? session);
    const isElsewhere = now.focus !== focus || !drives(now);
    if (claimOf !== undefined && isElsewhere) yield* writeReleased(claimOf, focus, participantId);
    return now;
  });
}

/**
 * Lets a participant drive on beside the one who holds the focus at the engine: it drove there before, or
 * continues in spite of that. The record of this home is released.
 */
export function* stayBeside(
  home: Home,
  { address, session, wait }: Omit<Refused, 'former' | 'onCollision'>,
): Operation<readonly Issue[]> {
  const { focus, participantId } = session;
  if (focus === null) return [];
  const { warnings } = yield* recordContinued(home, { address, session, wait }, focus);
  yield* underClaims(home, { address, session, wait }, function* (claimOf) {
    if (claimOf !== undefined) yield* writeReleased(claimOf, focus, participantId);
  });
  return warnings;
}

/**
 * Raises the term of a record to that which the engine gave it, which all homes go by. What keeps it from being
 * written is a warning: the next command tries it again.
 */
export function* raiseTerm(
  home: Home,
  granted: Omit<Refused, 'former' | 'onCollision'>,
  { focus, term }: Claim,
): Operation<readonly Issue[]> {
  const { participantId } = granted.session;
  try {
    yield* underClaims(home, granted, function* (claimOf) {
      if (claimOf === undefined) return;
      const { require, write } = claimOf(focus);
      const found = yield* require();
      const { value } = found;
      if (value?.holder !== participantId || value.term >= term) return;
      yield* write({ ...value, term }, found);
    });
    return [];
  } catch (error) {
    const effect = `the record of ${focus} has a lower term in this home than elsewhere`;
    return [rosterWarning('CLAIM_NOT_RECORDED', effect, error)];
  }
}

function* underClaims<T>(
  home: Home,
  { address, session, wait }: Pick<Refused, 'address' | 'session' | 'wait'>,
  body: (claimOf: LockedClaims | undefined) => Operation<T>,
): Operation<T> {
  const roster = rosterOf(home, address.missionId);
  let isInside = false;
  try {
    return yield* withClaims(roster, session.focus ?? '', wait, function* (claimOf) {
      isInside = true;
      return yield* body(claimOf);
    });
  } catch (error) {
    // As for the grant: where the roster cannot be written, the session alone says who drives.
    if (isInside || !isRosterFault(error)) throw error;
    return yield* body(undefined);
  }
}

function* patchBack(
  claimOf: LockedClaims | undefined,
  { former, session, onCollision }: Refused,
): Operation<SessionPatch> {
  const { participantId } = session;
  if (drives(former) && former.focus !== null && former.focus !== session.focus) {
    const before = claimOf === undefined ? undefined : yield* claimOf(former.focus).require();
    // Somebody of this home was quicker while the engine was asked.
    const isLost = before?.value !== undefined && before.value.holder !== participantId;
    return { focus: asFocus(former.focus), driveIntent: isLost ? 'inactive' : 'active' };
  }
  const isNowhere = drives(former) && former.focus === null;
  const focus = asFocus(onCollision === 'hold' && isNowhere ? session.focus : former.focus);
  const isActive = former.driveIntent === 'active' && !(onCollision === 'hold' && isNowhere);
  return { focus, driveIntent: isActive ? 'active' : 'inactive' };
}

/** What a session says, as an update takes it. */
function asFocus(focus: string | null): Focus {
  const parsed = parseFocus(focus ?? 'none');
  return parsed.ok ? parsed.value : null;
}
