import {
  type Claim,
  type EngineClaimRequest,
  type EngineListing,
  rememberClaim,
  rememberListing,
  type SeenClaim,
  type Wish,
} from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import type { Sharing } from './open-sharing.ts';

/** A claim that this home has granted, and that the engine is asked for. */
export interface ClaimWanted {
  /** The record of this home. */
  readonly record: Claim;
  /** The participant id of its holder. */
  readonly holder: string;
  /** Whether nobody has acted on the term of the record yet. */
  readonly isFresh: boolean;
  /** Whether somebody is a participant of this home. */
  readonly isOurs: (participantId: string) => boolean;
}

/** What the engine said to a claim. */
export type ClaimThere =
  | { readonly status: 'granted'; readonly claim: Claim }
  /** A participant of another home has it. */
  | { readonly status: 'held'; readonly by: SeenClaim };

/** Others may write the same record at the same moment, but not for ever. */
const mostTries = 5;

/**
 * Claims at the engine what this home has granted: by what was seen there last, and if that is another by now,
 * by what it is. A claim of another home stands, unless this home knows that it may be taken.
 *
 * @throws what the engine throws; ERR_ROSTER_UNAVAILABLE where others were quicker each time
 */
export async function claimThere(sharing: Sharing, wanted: ClaimWanted): Promise<ClaimThere> {
  const { record } = wanted;
  const { focus } = record;
  let isListed = false;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const seen = seenOf(sharing, focus);
    if (seen !== undefined && !mayTake(seen, wanted)) {
      if (isListed) return { status: 'held', by: seen };
      // Whether its holder is gone only the entries say.
      await lookThere(sharing);
      isListed = true;
      continue;
    }
    const answer = await sharing.ask((engine, wait) =>
      engine.claim(sharing.missionId, focus, { ...requestFor(sharing, wanted, seen), ...wait }),
    );
    const isGranted = answer.status === 'granted';
    await sharing.remember((state) =>
      rememberClaim(state, focus, isGranted ? answer : answer.current),
    );
    if (isGranted) return { status: 'granted', claim: answer.claim };
  }
  throw sharing.gaveUp('others were quicker each time');
}

/**
 * Looks whether a claim of another home stands against one that this home has granted, and writes nothing.
 *
 * @throws what the engine throws
 */
export async function standsThere(sharing: Sharing, wanted: ClaimWanted): Promise<ClaimThere> {
  await lookThere(sharing);
  const seen = seenOf(sharing, wanted.record.focus);
  return seen === undefined || mayTake(seen, wanted)
    ? { status: 'granted', claim: wanted.record }
    : { status: 'held', by: seen };
}

/** Reads everything that the engine has of the mission. */
export async function lookThere(sharing: Sharing): Promise<EngineListing> {
  const listing = await sharing.ask((engine, wait) => engine.list(sharing.missionId, wait));
  const now = timestampFromMs(sharing.home.clock());
  await sharing.remember((state) => rememberListing(state, listing, now));
  return listing;
}

/** What is known of a claim at the engine. */
export function seenOf(sharing: Sharing, focus: string): SeenClaim | undefined {
  return sharing.state().claims.find(({ claim }) => claim.focus === focus);
}

/** Of its own participants the home has decided. */
function mayTake({ claim, gone }: SeenClaim, { record, holder, isOurs }: ClaimWanted): boolean {
  const there = claim.holder;
  if (there === undefined || isOurs(there) || gone) return true;
  const { former, reservedFor } = record;
  // Who has given away what was accepted, and given back, does not accept it by that.
  if (claim.reservedFor === holder && reservedFor === undefined) return true;
  // A person has taken it from this holder, in this term or a later one that this home knew of.
  return former?.how === 'taken' && former.holder === there && former.term >= claim.term;
}

function requestFor(
  { home }: Sharing,
  { record, holder, isFresh }: ClaimWanted,
  seen: SeenClaim | undefined,
): EngineClaimRequest {
  const { former, term, reason, reservedFor, note, wantedBy } = record;
  // Somebody of another home may have asked since this home has decided.
  const isNew = (wish: Wish): boolean => !wantedBy.some(({ by }) => by === wish.by);
  const isFromThere = former !== undefined && former.holder === seen?.claim.holder;
  return {
    holder,
    expecting: seen?.version ?? 'absent',
    now: timestampFromMs(home.clock()),
    // A term that somebody has acted on here may be that of another home, too.
    above: Math.max(seen?.claim.term ?? 0, isFresh ? term - 1 : term),
    how: howOf(seen, { holder, former: isFromThere ? former : undefined }),
    reason,
    reservedFor,
    note,
    wantedBy: [...wantedBy, ...(seen?.claim.wantedBy ?? []).filter(isNew)],
  };
}

/** How a claim goes over; a home that knows no more than its own record has not seen who had it. */
function howOf(
  seen: SeenClaim | undefined,
  { holder, former }: { readonly holder: string; readonly former: Claim['former'] },
): EngineClaimRequest['how'] {
  if (former !== undefined) return former.how;
  if (seen?.claim.reservedFor === holder) return 'given';
  return seen?.gone === true ? 'gone' : undefined;
}
