import type { Claim } from '../claim/claim.ts';
import type { VersionedClaim } from '../engine/engine-claim.ts';
import type { SeenClaim } from './engine-state.ts';

/**
 * Says what is known of a claim after another look at the engine. A record that has vanished, or has a lower
 * term than before, as after a push that deleted it, is no release: the highest term stands, until a
 * higher one, or the release by its holder.
 *
 * @param before - what was known; undefined for nothing
 * @param current - what is there now; undefined for nothing
 * @returns what is known now
 * @example
 * const seen = seenAfter(seenAfter(undefined, current), undefined); // still its holder's
 */
export function seenAfter(
  before: SeenClaim | undefined,
  current: VersionedClaim | undefined,
): SeenClaim | undefined {
  if (current === undefined) return before && { ...before, version: undefined };
  const { claim, version } = current;
  if (before !== undefined && isBelow(claim, before.claim)) return { ...before, version };
  const known = before?.claim.holder === claim.holder ? before : undefined;
  // A renewal may be the first sign of one who is back.
  const gone = known?.version === version && known.gone;
  return { claim, version, gone, alias: known?.alias };
}

/** Of two holders in one term one began anew, without having seen the other. */
function isBelow(claim: Claim, before: Claim): boolean {
  if (claim.term !== before.term) return claim.term < before.term;
  const { holder } = before;
  return holder !== undefined && claim.holder !== undefined && claim.holder !== holder;
}

/** Which record of a claim counts in a home. */
export interface StandingClaim {
  /** The record; the very object of the home where that counts as it is. */
  readonly claim: Claim | undefined;
  /** Whether it is that of a participant of another home. */
  readonly isElsewhere: boolean;
}

/**
 * Says which record of a claim counts in a home: its own, or the one that was seen at the engine. Of its own
 * participants the home knows best; of others what all homes see, unless somebody of this home has taken it since.
 * Whatever is claimed next begins above both terms.
 *
 * @param own - the record of the home; undefined for none
 * @param seen - the record at the engine; undefined for none
 * @param isOurs - whether somebody is a participant of this home
 * @returns the record, and whose it is
 * @example
 * const { claim } = standingClaim(own, seen, (participantId) => sessions.has(participantId));
 */
export function standingClaim(
  own: Claim | undefined,
  seen: SeenClaim | undefined,
  isOurs: (participantId: string) => boolean,
): StandingClaim {
  if (seen === undefined) return { claim: own, isElsewhere: false };
  const { claim: there } = seen;
  if (there.holder !== undefined && !isOurs(there.holder)) {
    const isTaken = own?.holder !== undefined && own.term > there.term;
    if (isTaken) return { claim: own, isElsewhere: false };
    return { claim: withTerm(there, own?.term), isElsewhere: true };
  }
  if (own === undefined) return { claim: { ...there, holder: undefined }, isElsewhere: false };
  if (isSpent(own, there)) {
    const free = { ...own, holder: undefined, reservedFor: undefined, note: undefined };
    return { claim: withTerm(free, there.term), isElsewhere: false };
  }
  const claim = own.holder === undefined ? withTerm(own, there.term) : withWishes(own, there);
  return { claim, isElsewhere: false };
}

/** Whom it was given to has accepted it in another home, and nobody has it any more. */
function isSpent({ reservedFor, term }: Claim, there: Claim): boolean {
  return reservedFor !== undefined && there.holder === undefined && there.term > term;
}

function withTerm(claim: Claim, term = 0): Claim {
  return term > claim.term ? { ...claim, term } : claim;
}

/** Those of other homes ask the holder at the engine. */
function withWishes(own: Claim, there: Claim): Claim {
  if (own.holder !== there.holder) return own;
  const more = there.wantedBy.filter(({ by }) => !own.wantedBy.some((wish) => wish.by === by));
  return more.length === 0 ? own : { ...own, wantedBy: [...own.wantedBy, ...more] };
}
