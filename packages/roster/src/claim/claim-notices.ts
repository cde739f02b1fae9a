import type { Claim, Former, Wish } from './claim.ts';
import { type Drivers, driverOf, drivesAt, effectiveHolder } from './driver.ts';

/** What a participant learns of a claim with each command, until it has acted on it. */
export type ClaimNotice =
  /** Another holds what it drives: by whom, since when, why. */
  | {
      readonly kind: 'displaced';
      readonly by: string;
      readonly former: Former;
      readonly reason: string | undefined;
    }
  /** Who was given the claim has accepted it. */
  | { readonly kind: 'accepted'; readonly by: string; readonly former: Former }
  /** It may have this claim: its holder gave it. */
  | { readonly kind: 'offered'; readonly by: string | undefined; readonly note: string | undefined }
  /** Others ask for what it drives. */
  | { readonly kind: 'asked'; readonly wishes: readonly Wish[] };

/**
 * Says what a participant has to know about a claim.
 *
 * @param claim - the record
 * @param me - the participant id
 * @param drivers - the participants of the mission
 * @returns the notices; none for a claim that has nothing to do with it
 * @example
 * for (const notice of noticesOf(claim, me, drivers)) console.log(notice.kind);
 */
export function noticesOf(claim: Claim, me: string, drivers: Drivers): readonly ClaimNotice[] {
  const mine = driverOf(me, drivers);
  const drivesHere = mine !== undefined && drivesAt(mine, claim.focus);
  const { former, reason, note } = claim;
  const holder = effectiveHolder(claim, drivers);
  const notices: ClaimNotice[] = [];
  if (drivesHere && holder !== undefined && claim.holder !== me && former?.holder === me) {
    const by = holder.participantId;
    notices.push(
      former.how === 'given'
        ? { kind: 'accepted', by, former }
        : { kind: 'displaced', by, former, reason },
    );
  }
  if (claim.reservedFor === me) notices.push({ kind: 'offered', by: claim.holder, note });
  // Who has given it away has decided.
  const isAsked = holder?.participantId === me && claim.reservedFor === undefined;
  const wishes = isAsked ? openWishes(claim, me, drivers) : [];
  if (wishes.length > 0) notices.push({ kind: 'asked', wishes });
  return notices;
}

/** Of those who are still waiting: whoever is gone, or works on something else by now, is not. */
export function openWishes(claim: Claim, me: string, drivers: Drivers): readonly Wish[] {
  const open = claim.wantedBy.filter(({ by }) => {
    const asker = driverOf(by, drivers);
    return (
      by !== me && asker !== undefined && asker.verdict !== 'gone' && asker.focus === claim.focus
    );
  });
  return open.length === claim.wantedBy.length ? claim.wantedBy : open;
}
