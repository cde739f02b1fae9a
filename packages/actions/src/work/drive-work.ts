import type { Operation } from '@missionctl/atomic-fs/operations';
import type { HomeRoster } from '@missionctl/roster';
import { type LockedClaims, withClaims } from '@missionctl/roster/operations';
import { ensureJoined } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { drives, lookAtRoster, rosterOf, sessionOf } from '../roster/mission-roster.ts';
import { acceptedAt } from '../roster/notices.ts';
import { recordContinued, recordPresence } from '../roster/record-presence.ts';
import { type Claims, claimAndDrive } from './claim/claim-and-drive.ts';
import { recordToReplace } from './claim/record-to-replace.ts';
import {
  asUpdated,
  type Decided,
  type DriveChange,
  isRosterFault,
  isSameWork,
  updateUnmoved,
  withoutClaim,
} from './drive-change.ts';
import { isRefused } from './is-refused.ts';
import { sessionMoved } from './session-moved.ts';

/**
 * Lets a participant drive: the claim is decided on and written under the roster's lock, then the
 * session, and what it drove before is released. Where the roster cannot be written, what can be read
 * decides, and the driver drives without a record.
 */
export function* driveWork(home: Home, change: DriveChange, focus: string): Operation<Decided> {
  const { address, found, directory, wait } = change;
  const recording = { address, session: found, directory, wait };
  const recorded = yield* recordPresence(home, recording);
  const decided = yield* underRoster(home, change, focus);
  const continued = decided.holder === undefined ? undefined : focus;
  const isKnown = decided.status === 'held' || recorded.presence?.continued === continued;
  const { warnings } = isKnown ? recorded : yield* recordContinued(home, recording, continued);
  return { ...decided, warnings: [...warnings, ...decided.warnings] };
}

/** With the claims where the roster's lock is to be had, and else with why it is not. */
function* underRoster(home: Home, change: DriveChange, focus: string): Operation<Decided> {
  const roster = rosterOf(home, change.address.missionId);
  let isDeciding = false;
  try {
    return yield* withClaims(roster, focus, change.wait, function* (claimOf) {
      isDeciding = true;
      return yield* decide(home, change, yield* claimsFrom(roster, claimOf, focus));
    });
  } catch (error) {
    if (isDeciding || !isRosterFault(error)) throw error;
    return yield* decide(home, change, { focus, fault: error });
  }
}

/** A record that cannot be read is not replaced. */
function* claimsFrom(roster: HomeRoster, claimOf: LockedClaims, focus: string): Operation<Claims> {
  try {
    return { focus, claimOf, ...(yield* recordToReplace(roster, claimOf, focus)) };
  } catch (error) {
    if (!isRosterFault(error)) throw error;
    return { focus, claimOf, fault: error };
  }
}

function* decide(home: Home, change: DriveChange, claims: Claims): Operation<Decided> {
  const { address, found, patch, wait } = change;
  // Every claim: one that a crash left in the participant's name is released here.
  const record = claims.found?.value;
  const look = yield* lookAtRoster(home, address.missionId, { record });
  const mine = look.participants.find(
    (each) => each.aliases !== true && each.address.alias === address.alias,
  );
  const me = mine === undefined ? undefined : sessionOf(mine);
  // Says why it cannot be read, unless it can by now.
  if (mine === undefined || me === undefined) yield* ensureJoined(home.store, address);
  if (mine === undefined || me === undefined || !isSameWork(me, found)) throw sessionMoved;
  // A claim that its driver cannot follow would take the focus from another for nothing.
  if (mine.loaded.status === 'joined' && isRefused(home, change, mine.loaded)) {
    yield* updateUnmoved(home, change);
    throw sessionMoved;
  }
  const accepted = acceptedAt(look, me);
  if (accepted.length === 0) {
    return yield* claimAndDrive(home, { ...change, found: me }, { ...claims, look, mine });
  }
  // It has given its work away: what comes now comes from one who does not drive.
  const stop = { address, found: me, patch: { driveIntent: 'inactive' as const }, wait };
  const { session } = yield* updateUnmoved(home, stop);
  const stopped = { ...change, found: session };
  if (drives({ role: me.role, driveIntent: patch.driveIntent ?? 'inactive' })) {
    return { ...(yield* claimAndDrive(home, stopped, { ...claims, look, mine })), former: me };
  }
  const updated = asUpdated(yield* updateUnmoved(home, stopped));
  return { ...withoutClaim, ...updated, former: me, notices: accepted };
}
