import type { Claim, Wish } from './claim.ts';

/**
 * Frees a claim. Its term stays, and so does a reservation, with its giver, until the receiver has
 * accepted or is gone.
 *
 * @param claim - the record
 * @param me - the participant id of who frees it
 * @returns what to record; the same object where it is not theirs
 * @example
 * const free = releaseClaim(claim, me);
 */
export function releaseClaim(claim: Claim, me: string): Claim {
  if (claim.holder !== me || claim.reservedFor !== undefined) return claim;
  return { ...claim, holder: undefined, reason: undefined };
}

/**
 * Reserves a claim for the one who is to drive next; until they accept, its holder holds it.
 *
 * @param claim - the record, held by who gives it
 * @param receiver - the participant id of who is to have it
 * @param note - what they should know
 * @returns what to record
 * @example
 * const reserved = giveClaim(claim, reviewer, 'tests are green');
 */
export function giveClaim(claim: Claim, receiver: string, note?: string): Claim {
  // What the receiver asked for is answered.
  const wantedBy = claim.wantedBy.filter(({ by }) => by !== receiver);
  return { ...claim, reservedFor: receiver, note, wantedBy };
}

/**
 * Asks the holder of a claim for it. Who asks again keeps their place, with the new note.
 *
 * @param claim - the record
 * @param wish - who asks
 * @returns what to record
 * @example
 * const asked = askForClaim(claim, { by: me, at: now });
 */
export function askForClaim(claim: Claim, wish: Wish): Claim {
  const isThere = claim.wantedBy.some(({ by }) => by === wish.by);
  const wantedBy = isThere
    ? claim.wantedBy.map((each) => (each.by === wish.by ? wish : each))
    : [...claim.wantedBy, wish];
  return { ...claim, wantedBy };
}

/**
 * Frees a claim of those who have no session in the mission any more: the reservation of a receiver, and
 * a holder for whom there is no other. It has no effect for them in any case. Its term stays, and so does
 * what a giver wrote.
 *
 * @param claim - the record
 * @param isThere - whether a participant has a session
 * @returns what to record; the same object where it is of nobody else
 * @example
 * const free = releaseNobody(claim, (participantId) => sessions.has(participantId));
 */
export function releaseNobody(claim: Claim, isThere: (participantId: string) => boolean): Claim {
  const { holder, reservedFor } = claim;
  if (reservedFor !== undefined && isThere(reservedFor)) return claim;
  const kept = reservedFor === undefined ? claim : { ...claim, reservedFor: undefined };
  return holder === undefined || isThere(holder) ? kept : releaseClaim(kept, holder);
}
