import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type ClaimRequest,
  type Drivers,
  decideClaim,
  takeClaim,
} from '@missionctl/roster';
import type { LockedClaims } from '@missionctl/roster/operations';
import { type Issue, type SessionState, timestampFromMs } from '@missionctl/session-model';
import { ClaimChangedError } from '../../errors.ts';
import type { Home } from '../../home.ts';
import { claimOfMine } from '../../roster/claim-of-mine.ts';
import { holderOf, predecessorOf, rivalsOf } from '../../roster/holder.ts';
import {
  drives,
  type MissionRoster,
  type PresentParticipant,
} from '../../roster/mission-roster.ts';
import { noticesAt } from '../../roster/notices.ts';
import { rosterWarning } from '../../roster/roster-warning.ts';
import {
  asUpdated,
  type Decided,
  type DriveChange,
  isRosterFault,
  type Take,
  updateUnmoved,
  withoutClaim,
} from '../drive-change.ts';
import type { Holder } from '../work-outcome.ts';
import type { RecordToReplace } from './record-to-replace.ts';
import { notReleased, writeReleased } from './release-claim.ts';

/** The claims of a mission under the roster's lock, or why that is not to be had. */
export type Claims = { readonly focus: string } & (
  | (RecordToReplace & { readonly claimOf: LockedClaims; readonly fault?: undefined })
  | {
      readonly claimOf?: LockedClaims | undefined;
      readonly found?: undefined;
      readonly lastTerm?: undefined;
      readonly fault: Error;
    }
);

/** What a decision rests on. */
export type Grounds = Claims & {
  readonly look: MissionRoster;
  readonly mine: PresentParticipant;
};

/** Decides whether the participant may drive, and writes what follows from that. */
export function* claimAndDrive(
  home: Home,
  change: DriveChange,
  grounds: Grounds,
): Operation<Decided> {
  const { found, take, onCollision } = change;
  const { focus, look, mine } = grounds;
  const stays = drives(found) && found.focus === focus;
  const asks = change.patch.driveIntent === 'active' || !stays;
  const request: ClaimRequest = {
    me: found.participantId,
    focus,
    now: timestampFromMs(look.nowMs),
    claim: look.claims.get(focus),
    drivers: driversWith(look.drivers, found),
    goesOn: !asks,
    lastTerm: grounds.lastTerm,
  };
  const decision = decideClaim(request);
  if (decision.status === 'granted') return yield* grant(home, change, grounds, decision.claim);
  const holder = holderOf(look, focus, decision);
  const notices = noticesAt(look, found);
  if (change.engine === 'unasked' && holder.elsewhere !== undefined) {
    return unchanged(found, { look, holder, notices });
  }
  if (take !== undefined) {
    // An agent takes from nobody who may be alive.
    return change.address.alias === undefined
      ? yield* grant(home, change, grounds, taken(request, take, change))
      : yield* holdBack(home, change, { ...grounds, holder, notices });
  }
  const continues = onCollision === 'continue' || (stays && mine.presence?.continued === focus);
  const isDisplaced = notices.some(({ kind }) => kind === 'displaced');
  if (!continues && (asks || !isDisplaced)) {
    return yield* holdBack(home, change, { ...grounds, holder, notices });
  }
  const updated = yield* updateUnmoved(home, change);
  const released = yield* releaseOthers(grounds, change.found);
  const { warnings, ...done } = asUpdated(updated);
  return {
    ...withoutClaim,
    ...done,
    holder: continues ? holder : undefined,
    rivals: rivalsOf(look, updated.session),
    notices,
    warnings: [...warnings, ...look.warnings, ...released],
  };
}

function taken(request: ClaimRequest, { reason, seenTerm }: Take, { address }: DriveChange): Claim {
  const { claim, focus } = request;
  if (claim?.term !== seenTerm) throw new ClaimChangedError(address, focus);
  return takeClaim(request, reason);
}

function* grant(
  home: Home,
  change: DriveChange,
  grounds: Grounds,
  granted: Claim,
): Operation<Decided> {
  const { focus, look } = grounds;
  const { note = granted.note } = change;
  const claim = note === granted.note ? granted : { ...granted, note };
  const fault = yield* recordClaim(grounds, claim);
  const updated = yield* updateUnmoved(home, change);
  const isLater = change.engine !== undefined && look.isShared;
  const released = isLater ? [] : yield* releaseOthers(grounds, change.found);
  const { session } = updated;
  const claims = new Map([...look.claims, [focus, claim]]);
  const now = { ...look, claims, drivers: driversWith(look.drivers, session) };
  const { warnings, ...done } = asUpdated(updated);
  return {
    ...done,
    claim: fault === undefined ? claim : undefined,
    isNewClaim: fault === undefined && claim.term !== look.claims.get(focus)?.term,
    holder: undefined,
    rivals: rivalsOf(now, session),
    predecessor: predecessorOf(look, claim),
    notices: noticesAt(now, session),
    warnings: [...warnings, ...look.warnings, ...released, ...notRecorded(focus, fault)],
  };
}

/** The fault that kept the claim from being recorded: it keeps nobody from driving. */
function* recordClaim(
  { claimOf, found, fault, look }: Grounds,
  claim: Claim,
): Operation<Error | undefined> {
  if (found === undefined) return claim === look.claims.get(claim.focus) ? undefined : fault;
  try {
    // Written also where it stays: its writer may have been killed before that was durable.
    yield* claimOf(claim.focus).write(claim, found);
    return undefined;
  } catch (error) {
    if (!isRosterFault(error)) throw error;
    return error;
  }
}

function notRecorded(focus: string, fault: Error | undefined): readonly Issue[] {
  if (fault === undefined) return [];
  const effect = `${focus} is driven without a record, which others may not see`;
  return [rosterWarning('CLAIM_NOT_RECORDED', effect, fault)];
}

/**
 * Releases what the participant drove until now, and what a crash has left of its other claims; what stays
 * recorded has no effect.
 */
function* releaseOthers(
  { claimOf, look, focus }: Pick<Grounds, 'claimOf' | 'look' | 'focus'>,
  { participantId }: SessionState,
): Operation<readonly Issue[]> {
  if (claimOf === undefined) return [];
  const warnings: Issue[] = [];
  for (const { focus: other, holder } of look.claims.values()) {
    if (holder !== participantId || other === focus) continue;
    try {
      yield* writeReleased(claimOf, other, participantId);
    } catch (error) {
      warnings.push(notReleased(other, error));
    }
  }
  return warnings;
}

/** The later one holds back. Who drives nothing gets the focus, and does not drive it. */
function* holdBack(
  home: Home,
  change: DriveChange,
  held: Grounds & { readonly holder: Holder; readonly notices: Decided['notices'] },
): Operation<Decided> {
  const { found, patch, onCollision, take } = change;
  const { holder, notices, look } = held;
  const isIdle = take === undefined && patch.focus !== undefined && !drives(found);
  const isNowhere = drives(found) && found.focus === null;
  if (onCollision === 'hold' && (isNowhere || isIdle)) {
    const inactive = { focus: patch.focus, driveIntent: 'inactive' as const };
    const updated = asUpdated(yield* updateUnmoved(home, { ...change, patch: inactive }));
    const warnings = [...updated.warnings, ...look.warnings];
    return { ...withoutClaim, ...updated, status: 'held', holder, notices, warnings };
  }
  return unchanged(found, held);
}

function unchanged(
  found: SessionState,
  {
    look,
    holder,
    notices,
  }: Pick<Decided, 'notices'> & {
    readonly look: MissionRoster;
    readonly holder: Holder;
  },
): Decided {
  return {
    status: 'held',
    session: found,
    former: found,
    claim: claimOfMine(look, found),
    isNewClaim: false,
    holder,
    rivals: rivalsOf(look, found),
    predecessor: undefined,
    notices,
    warnings: look.warnings,
  };
}

/** The drivers, one of them as its session is by now. */
function driversWith(drivers: Drivers, session: SessionState): Drivers {
  const { participantId, focus } = session;
  return drivers.map((each) =>
    each.participantId === participantId
      ? { ...each, focus: focus ?? undefined, drives: drives(session) }
      : each,
  );
}
