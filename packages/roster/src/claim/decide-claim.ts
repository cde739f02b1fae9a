import type { Claim, Former } from './claim.ts';
import { openWishes } from './claim-notices.ts';
import { type Driver, type Drivers, driverOf, drivesAt, effectiveHolder } from './driver.ts';

/** Who wants to drive what, and what is known about that, all of it read under the roster's lock. */
export interface ClaimRequest {
  /** The participant id of who asks. */
  readonly me: string;
  /** What they want to drive. */
  readonly focus: string;
  /** The time, as a timestamp. */
  readonly now: string;
  /** The record of that focus; undefined where there is none. */
  readonly claim: Claim | undefined;
  /** The participants of the mission. */
  readonly drivers: Drivers;
  /** Whether they only go on where they drive already: what they gave away stays given. */
  readonly goesOn?: boolean | undefined;
  /** Above which a first record begins, by `lastTermOf`; default 0. */
  readonly lastTerm?: number | undefined;
}

/** Whether one may drive, and what is to be recorded then. */
export type ClaimDecision =
  | {
      readonly status: 'granted';
      /** What to record: the same object where nothing changes. */
      readonly claim: Claim;
    }
  | {
      readonly status: 'held';
      /** Who drives there, or for whom it is reserved. */
      readonly by: Driver;
      /** Whether it is only reserved for them. */
      readonly reserved: boolean;
    };

/**
 * Decides who drives: the first who asked, until they stop, are proven gone or are somewhere else. The
 * later one learns who holds it.
 *
 * @param request - who asks for what, and what is known
 * @returns the claim to record, or who holds it
 * @example
 * const decision = decideClaim({ me, focus, now, claim, drivers });
 */
export function decideClaim(request: ClaimRequest): ClaimDecision {
  const { me, focus, claim, drivers, goesOn = false } = request;
  const holder = effectiveHolder(claim, drivers);
  if (claim !== undefined && holder?.participantId === me) {
    return granted(request, goesOn ? claim : withoutReservation(claim));
  }
  const receiver = waitingReceiver(claim, drivers);
  if (receiver !== undefined) return decideReserved(request, receiver);
  if (holder !== undefined && holder.verdict !== 'gone') return held(holder);
  const other = otherDriver(focus, me, drivers);
  if (other !== undefined) return held(other);
  return granted(request, claimBy(request, holder === undefined ? undefined : 'gone'));
}

/**
 * Takes the claim over from who holds it: the one step in which both learn that it went over.
 *
 * @param request - who takes what, and what is known
 * @param reason - why, for the one who had it
 * @returns the claim to record
 * @example
 * const claim = takeClaim({ me, focus, now, claim, drivers }, 'it fell asleep');
 */
export function takeClaim(request: ClaimRequest, reason: string): Claim {
  const holder = effectiveHolder(request.claim, request.drivers);
  if (holder?.participantId === request.me) return withoutReservation(claimBy(request, undefined));
  const how = holder?.verdict === 'gone' ? 'gone' : 'taken';
  return { ...claimBy(request, holder === undefined ? undefined : how), reason };
}

/** The receiver accepts, the giver takes it back, and everybody else waits for the receiver. */
function decideReserved(request: ClaimRequest, receiver: Driver): ClaimDecision {
  const { me, claim } = request;
  if (receiver.participantId === me) return granted(request, claimBy(request, 'given'));
  if (claim?.holder === me) return granted(request, claimBy(request, undefined));
  return { status: 'held', by: receiver, reserved: true };
}

/** For whom a claim is reserved; undefined for one who is gone, or has no session. */
function waitingReceiver(claim: Claim | undefined, drivers: Drivers): Driver | undefined {
  const receiver = driverOf(claim?.reservedFor, drivers);
  return receiver?.verdict === 'gone' ? undefined : receiver;
}

/** Who drives there without a record: a program that keeps none, or one that crashed. */
function otherDriver(focus: string, me: string, drivers: Drivers): Driver | undefined {
  return drivers.find(
    (each) => each.participantId !== me && each.verdict !== 'gone' && drivesAt(each, focus),
  );
}

/** The record of a claim that is mine from now on; my own term goes on. */
function claimBy(request: ClaimRequest, how: Former['how'] | undefined): Claim {
  const { me, focus, now, claim, lastTerm = 0 } = request;
  if (claim?.holder === me) return withoutReservation(claim);
  const { holder, term = lastTerm, wantedBy = [] } = claim ?? {};
  const former = how === undefined || holder === undefined ? undefined : { holder, term, how };
  return {
    focus,
    holder: me,
    term: term + 1,
    since: now,
    former,
    wantedBy: wantedBy.filter(({ by }) => by !== me),
  };
}

function withoutReservation(claim: Claim): Claim {
  if (claim.reservedFor === undefined) return claim;
  return { ...claim, reservedFor: undefined, note: undefined };
}

/** Who does not wait any more has dropped their wish, also when they come back. */
function granted({ me, drivers }: ClaimRequest, claim: Claim): ClaimDecision {
  const wantedBy = openWishes(claim, me, drivers);
  return { status: 'granted', claim: wantedBy === claim.wantedBy ? claim : { ...claim, wantedBy } };
}

function held(by: Driver): ClaimDecision {
  return { status: 'held', by, reserved: false };
}
