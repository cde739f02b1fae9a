import type { Holder, WorkOutcome } from '@missionctl/actions';
import { strangersTextOrNull } from './words/strangers-text.ts';

/** A claim for programs. */
export function claimData(claim: WorkOutcome['claim']): object | null {
  if (claim === undefined) return null;
  const { focus, term, since } = claim;
  return { focus, term, since };
}

/**
 * Who drives, for programs. An alias that cannot be read is left out: null is the owner of the home, which for
 * `elsewhere` is another one.
 */
export function holderData(holder: Holder): object {
  const { alias, participantId, focus, verdict, reserved, since, term, lastActivityAt } = holder;
  const { elsewhere } = holder;
  return {
    ...(alias === undefined ? {} : { alias }),
    ...(elsewhere === undefined ? {} : { alias: elsewhere.alias ?? null, elsewhere: true }),
    participant_id: participantId,
    focus,
    verdict,
    reserved,
    since: since ?? null,
    term: term ?? null,
    last_activity_at: lastActivityAt ?? null,
    untrusted: { place: placeData(holder.place), note: strangersTextOrNull(holder.note) },
  };
}

/** Where somebody else works, for programs: it stands under `untrusted`. */
export function placeData(of: Holder['place']): object | null {
  if (of === undefined) return null;
  return {
    repository: strangersTextOrNull(of.repository),
    worktree: strangersTextOrNull(of.worktree),
    branch: strangersTextOrNull(of.branch),
  };
}

/** What `shownClaim` describes. */
export function shownClaimData({ claim, rivals }: Pick<WorkOutcome, 'claim' | 'rivals'>): {
  readonly claim: object | null;
  readonly rivals: readonly object[];
} {
  return { claim: claimData(claim), rivals: rivals.map(holderData) };
}

/** What `changedClaim` describes. */
export function changedClaimData(outcome: WorkOutcome): Readonly<Record<string, unknown>> {
  const { predecessor } = outcome;
  return {
    ...shownClaimData(outcome),
    predecessor: predecessor === undefined ? null : holderData(predecessor),
  };
}
