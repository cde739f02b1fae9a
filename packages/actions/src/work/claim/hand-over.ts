import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Claim, type ClaimDecision, decideClaim } from '@missionctl/roster';
import { withClaims } from '@missionctl/roster/operations';
import {
  capabilitiesOf,
  type Issue,
  type SessionState,
  timestampFromMs,
} from '@missionctl/session-model';
import type { LockWait, SessionAddress, SessionPatch } from '@missionctl/session-store';
import { ensureJoined, updateSession } from '@missionctl/session-store/operations';
import { FocusNeededError, NoCapabilityError } from '../../errors.ts';
import { type Evidence, fullEvidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { resolveSession } from '../../resolve/resolve-session.ts';
import { holderOf, rivalsOf } from '../../roster/holder.ts';
import { lookAtRoster, type MissionRoster, rosterOf } from '../../roster/mission-roster.ts';
import { acceptedAt, noticesAt } from '../../roster/notices.ts';
import { recordPresence } from '../../roster/record-presence.ts';
import { isSameWork } from '../drive-change.ts';
import type { FocusNotice, Holder } from '../work-outcome.ts';
import { recordToReplace } from './record-to-replace.ts';

/** What a participant writes to another. */
export interface HandOverOptions extends LockWait {
  /** At most 200 characters. */
  readonly note?: string | undefined;
}

/** Somebody of another home who is given a claim. The name was written by others. */
export interface ReceiverElsewhere {
  /** The participant id. */
  readonly participantId: string;
  /** The name in that home; undefined for its owner. */
  readonly alias: string | undefined;
}

/** What became of a claim that was given away, or asked for. */
export interface HandOverOutcome {
  /**
   * `given`: it is kept for the receiver, who accepts by driving. `asked`: the holder learns it. `free`:
   * nobody drives there, so there is nobody to ask. `held`: another drives there, so it is not to be given.
   */
  readonly status: 'given' | 'asked' | 'free' | 'held';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** The session as it is now. */
  readonly session: SessionState;
  /** The record as it is now; undefined where there is none. */
  readonly claim: Claim | undefined;
  /** Of `given`, for whom it is kept: the alias, null for the home's owner, undefined for one of another home. */
  readonly receiver: string | null | undefined;
  /** For whom of another home it is kept; undefined for one of this home. */
  readonly receiverElsewhere: ReceiverElsewhere | undefined;
  /** Who drives there, if that is another. */
  readonly holder: Holder | undefined;
  /** Who else drives what the participant drives. */
  readonly rivals: readonly Holder[];
  /** What to know of its claims. */
  readonly notices: readonly FocusNotice[];
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/** What a hand-over is decided by. */
export interface Asking {
  readonly address: SessionAddress;
  readonly me: SessionState;
  readonly focus: string;
  readonly look: MissionRoster;
  /** Whether the one who acts could drive there. */
  readonly decision: ClaimDecision;
  /** Above which the term of a first record begins. */
  readonly lastTerm: number;
}

/** What becomes of the claim. */
export type HandedOver = Pick<HandOverOutcome, 'status'> & {
  /** What is to be recorded. */
  readonly claim?: Claim;
  readonly receiver?: string | null | undefined;
  readonly receiverElsewhere?: ReceiverElsewhere | undefined;
};

/**
 * Decides and writes under the roster's lock. A record that cannot be written is a fault here.
 *
 * @param options - `mustDrive`: only for a role that may drive, whatever its focus
 */
export function* handOver(
  home: Home,
  evidence: Evidence,
  options: HandOverOptions & { readonly mustDrive?: true },
  body: (asking: Asking) => HandedOver,
): Operation<HandOverOutcome> {
  requireCall(home, evidence, options);
  const wait = { timeoutMs: options.timeoutMs };
  const { address, resolvedFrom, pin } = yield* resolveSession(home, evidence);
  const before = yield* ensureJoined(home.store, address);
  const { focus, role } = before.session;
  if (options.mustDrive === true && !capabilitiesOf(role).drive) {
    throw new NoCapabilityError(address, role, 'drive');
  }
  if (focus === null) throw new FocusNeededError(address);
  // Its activity moves, and it is a session that one may act on.
  const { session, warnings } = yield* updateSession(home.store, address, {}, wait);
  const { workingDirectory: directory } = fullEvidence(evidence);
  const recorded = yield* recordPresence(home, { address, session, directory, wait });
  const roster = rosterOf(home, address.missionId);
  return yield* withClaims(roster, focus, wait, function* (claimOf) {
    const { found, lastTerm } = yield* recordToReplace(roster, claimOf, focus);
    const look = yield* lookAtRoster(home, address.missionId, {
      focuses: [focus],
      record: found.value,
    });
    const decision = decideClaim({
      me: session.participantId,
      focus,
      now: timestampFromMs(look.nowMs),
      claim: look.claims.get(focus),
      drivers: look.drivers,
      lastTerm,
    });
    const handed = body({ address, me: session, focus, look, decision, lastTerm });
    const now =
      acceptedAt(look, session).length === 0
        ? session
        : yield* stopped(home, address, { session, wait });
    // What another home's participant holds is not this home's to record.
    const isElsewhere = handed.status === 'asked' && look.elsewhere.has(focus);
    const claim =
      handed.claim === undefined || isElsewhere
        ? (handed.claim ?? found.value)
        : (yield* claimOf(focus).write(handed.claim, found)).value;
    return {
      status: handed.status,
      address,
      resolvedFrom,
      pin,
      session: now,
      claim,
      receiver: handed.receiver,
      receiverElsewhere: handed.receiverElsewhere,
      holder: decision.status === 'held' ? holderOf(look, focus, decision) : undefined,
      rivals: rivalsOf(look, now),
      notices: noticesAt(look, session),
      warnings: [...before.warnings, ...warnings, ...recorded.warnings, ...look.warnings],
    };
  });
}

/** The session of one who has given its work away, and does not drive any more. */
function* stopped(
  home: Home,
  address: SessionAddress,
  { session, wait }: { readonly session: SessionState; readonly wait: LockWait },
): Operation<SessionState> {
  const stop = (now: SessionState): SessionPatch =>
    isSameWork(now, session) ? { driveIntent: 'inactive' } : {};
  return (yield* updateSession(home.store, address, stop, wait)).session;
}
