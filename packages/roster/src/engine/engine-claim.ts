import type { Claim, Former, Wish } from '../claim/claim.ts';
import type { EngineWait } from './engine-wait.ts';

/** A claim as an engine keeps it. */
export interface VersionedClaim {
  /** The record. */
  readonly claim: Claim;
  /**
   * Differs after every write, equal content included: whoever decided before a renewal that the holder
   * is gone must not be granted after it. It means nothing else.
   */
  readonly version: string;
}

/** What a claim asks for: to write the record if it is still the one that the home decided on. */
export interface EngineClaimRequest extends EngineWait {
  /** The participant id of who holds the claim from now on. */
  readonly holder: string;
  /** The version that the home decided on, or `'absent'` where it saw no record. */
  readonly expecting: string;
  /** The time, as a timestamp: when a new holder got it. */
  readonly now: string;
  /**
   * The highest term that this home ever saw of the focus; a new record, and a record below it, gets a
   * higher one. Default: 0. A record can vanish, and its terms must not start again then.
   */
  readonly above?: number | undefined;
  /** How it went over from who held it. Default: `'taken'`. */
  readonly how?: Former['how'] | undefined;
  /** Why it was taken. */
  readonly reason?: string | undefined;
  /** The participant id of whom it is given to. */
  readonly reservedFor?: string | undefined;
  /** What the giver writes to them. */
  readonly note?: string | undefined;
  /** Who asks for it. Default: who did before, without the holder. */
  readonly wantedBy?: readonly Wish[] | undefined;
}

/** What became of a claim. Whether somebody may have it is decided by the home, by the record. */
export type EngineClaimOutcome =
  /** The record was the expected one, and is this one now. */
  | ({ readonly status: 'granted' } & VersionedClaim)
  /**
   * The record is not the expected one; nothing was written. It may be free, or one's own of before;
   * `undefined` where a version was expected and there is no record.
   */
  | { readonly status: 'held'; readonly current: VersionedClaim | undefined };

/** What became of a release. */
export type EngineReleaseOutcome =
  /** The record was the expected one; it stays, with its term, and is what `releaseClaim` makes of it. */
  | ({ readonly status: 'released' } & VersionedClaim)
  /** The record is not the expected one; nothing was written. */
  | { readonly status: 'changed'; readonly current: VersionedClaim | undefined };

/** Which record a release is about. */
export interface EngineReleaseRequest extends EngineWait {
  /** The version that the home saw. */
  readonly expecting: string;
}

/**
 * Makes the record that a granted claim leaves. Every engine writes this one, so that terms mean the same
 * everywhere: one more with each new holder, and never one again. What a renewal leaves out is recorded
 * no longer, but for the time, the former holder and who asks.
 *
 * @param focus - what is claimed
 * @param current - the record of before; undefined where there is none
 * @param request - the claim
 * @returns the record to write
 * @example
 * const claim = grantedClaim('wp:WP01', undefined, { holder: me, expecting: 'absent', now }); // term 1
 */
export function grantedClaim(
  focus: string,
  current: Claim | undefined,
  request: EngineClaimRequest,
): Claim {
  const { holder, above = 0 } = request;
  const same = current?.holder === holder ? current : undefined;
  const wantedBy = request.wantedBy ?? current?.wantedBy ?? [];
  return {
    focus,
    holder,
    term: same !== undefined && same.term >= above ? same.term : nextTerm(current, above),
    since: same?.since ?? request.now,
    reason: request.reason,
    reservedFor: request.reservedFor,
    note: request.note,
    former: same === undefined ? formerOf(current, request) : same.former,
    wantedBy: wantedBy.filter(({ by }) => by !== holder),
  };
}

function nextTerm(current: Claim | undefined, above: number): number {
  return Math.max(current?.term ?? 0, above) + 1;
}

function formerOf(
  current: Claim | undefined,
  { how = 'taken' }: EngineClaimRequest,
): Former | undefined {
  if (current?.holder === undefined) return undefined;
  return { holder: current.holder, term: current.term, how };
}
