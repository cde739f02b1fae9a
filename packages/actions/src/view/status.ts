import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Collision,
  type Driver,
  type Drivers,
  effectiveHolder,
} from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { ensureJoined, loadSession } from '@missionctl/session-store/operations';
import type { ParticipantElsewhere } from '../elsewhere/others-of.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveForLook } from '../resolve/resolve-session.ts';
import { collisionsNow } from '../roster/collisions-now.ts';
import {
  lookAtRoster,
  type MissionRoster,
  type PresentParticipant,
  sessionOf,
} from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import type { FocusNotice } from '../work/work-outcome.ts';
import { warningsOf } from './participant.ts';

/** A claim that somebody holds, or is to have. */
export interface StandingClaim {
  /** The record. */
  readonly claim: Claim;
  /** Who holds it with effect; undefined where it is only kept for somebody. */
  readonly holder: Driver | undefined;
}

/** My session in a mission, and the others there. */
export interface StatusOutcome {
  /** What this outcome is. */
  readonly status: 'shown';
  /** The mission. */
  readonly missionId: string;
  /** Which session is mine; undefined where it is not known who acts. */
  readonly address: SessionAddress | undefined;
  /** What selected the mission; undefined when nothing selects it any more. */
  readonly resolvedFrom: MissionSource | undefined;
  /**
   * What my session says; undefined when I have not joined a mission that was named explicitly, and
   * where it is not known who acts.
   */
  readonly session: SessionState | undefined;
  /** Mine first, where I have joined, then the others of this home. */
  readonly participants: readonly PresentParticipant[];
  /** Those of other homes, where the mission is shared with them and its engine was asked: by participant id. */
  readonly elsewhere: readonly ParticipantElsewhere[];
  /** Whether somebody of another home, who is not gone, was there when the engine was last seen, now or before. */
  readonly isAnybodyElsewhere: boolean;
  /** Every claim of the mission that is held or kept for somebody, by focus. */
  readonly claims: readonly StandingClaim[];
  /** What I and others may do to each other without knowing. */
  readonly collisions: readonly Collision[];
  /** What to know of my claims. */
  readonly notices: readonly FocusNotice[];
  /** Those who may hold a claim: `isFree` goes by them. */
  readonly drivers: Drivers;
  /** The time of the look, in milliseconds of this home's clock. */
  readonly nowMs: number;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Shows my session in the selected mission, and the other participants of this home there. In a
 * mission that is named explicitly I need not be joined, as long as somebody of this home is.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_SESSION_DAMAGED of my own session, and what `resolve` throws
 * @example
 * const { participants } = yield* status(home, evidence);
 */
export function* status(home: Home, evidence: Evidence): Operation<StatusOutcome> {
  return yield* statusAt(home, yield* resolveForLook(home, evidence));
}

/** Which mission is shown to whom, and what selected it. */
export type Looked = Pick<StatusOutcome, 'missionId' | 'address' | 'resolvedFrom'>;

/**
 * Shows a mission, whatever selects it, to who has the session at one address.
 *
 * @param home - in which home
 * @param looked - the mission, which session is mine, and what selected the mission: undefined when
 *   nothing does. For `flag` I need not be joined, as long as somebody is
 * @returns my session first, then the others, each with what is wrong with it
 * @throws ERR_NOT_JOINED and ERR_SESSION_DAMAGED of my own session, ERR_INVALID_ID,
 *   ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const missionId = 'demo';
 * const shown = yield* statusAt(home, { missionId, address: { missionId }, resolvedFrom: 'flag' });
 */
export function* statusAt(home: Home, looked: Looked): Operation<StatusOutcome> {
  const { missionId, address, resolvedFrom } = looked;
  const look = yield* lookAtRoster(home, missionId);
  const shown = statusOf(look, { missionId, address, resolvedFrom });
  if (shown.session === undefined && !(yield* mayBeAbsent(home, shown))) {
    // Says why it cannot be read; one that can by now was not there at the look.
    yield* ensureJoined(home.store, address ?? { missionId });
    return yield* statusAt(home, looked);
  }
  return shown;
}

/** What a look at a mission says to who has the session at an address, or none that can be read. */
export function statusOf(
  look: MissionRoster,
  { missionId, address, resolvedFrom }: Looked,
): StatusOutcome {
  const isMine = (each: PresentParticipant): boolean =>
    address !== undefined && each.address.alias === address.alias && each.aliases !== true;
  const mine = look.participants.find(isMine);
  const others = look.participants.filter((each) => !isMine(each));
  const session = mine === undefined ? undefined : sessionOf(mine);
  const participants = mine === undefined ? others : [mine, ...others];
  return {
    status: 'shown',
    missionId,
    address,
    resolvedFrom,
    session,
    participants,
    elsewhere: [],
    isAnybodyElsewhere: look.others.some(({ gone }) => gone !== true),
    claims: standingClaims(look),
    collisions: session === undefined ? [] : collisionsNow(look, session),
    notices: session === undefined ? [] : noticesAt(look, session),
    drivers: look.drivers,
    nowMs: look.nowMs,
    warnings: [...participants.flatMap(warningsOf), ...look.warnings],
  };
}

/** Whether I need not have joined: the mission was named, or nobody is known to ask, and others are there. */
function* mayBeAbsent(
  { store }: Home,
  { address, resolvedFrom, participants }: StatusOutcome,
): Operation<boolean> {
  if (participants.length === 0) return false;
  if (address === undefined) return true;
  return resolvedFrom === 'flag' && (yield* loadSession(store, address)).status === 'absent';
}

function standingClaims({ claims, drivers }: MissionRoster): readonly StandingClaim[] {
  return [...claims.values()]
    .map((claim) => ({ claim, holder: effectiveHolder(claim, drivers) }))
    .filter(({ claim, holder }) => holder !== undefined || claim.reservedFor !== undefined)
    .toSorted((one, other) => (one.claim.focus < other.claim.focus ? -1 : 1));
}
