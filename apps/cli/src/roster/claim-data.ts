import type { Holder, ShownSession, WorkOutcome } from '@missionctl/actions';
import {
  count,
  type JsonSchema,
  listOf,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from '../output/json-schema.ts';
import { strangersTextOrNull } from './strangers-text.ts';

/** The schema of a claim that somebody holds; null where nobody does. */
export const claimSchema: JsonSchema = orNull(object({ focus: text, term: count, since: text }));

/** The schema of where somebody works. */
export const placeSchema: JsonSchema = orNull(
  object({ repository: text, worktree: orNull(text), branch: orNull(text) }),
);

/** The schema of who drives, or drove. */
export const holderSchema: JsonSchema = object(
  {
    participant_id: text,
    focus: text,
    verdict: oneOfWords(['here', 'quiet', 'unknown', 'gone']),
    reserved: truth,
    since: orNull(text),
    term: orNull(count),
    last_activity_at: orNull(text),
    untrusted: object({ place: placeSchema, note: orNull(text) }),
  },
  { alias: orNull(text) },
);

/** What is said of claims wherever a focus or a drive intent is shown. */
export const shownClaim = { claim: claimSchema, rivals: listOf(holderSchema) };

/** The same, and what a change adds. */
export const changedClaim = { ...shownClaim, predecessor: orNull(holderSchema) };

/** A claim for programs. */
export function claimData(claim: ShownSession['claim']): object | null {
  if (claim === undefined) return null;
  const { focus, term, since } = claim;
  return { focus, term, since };
}

/** Who drives, for programs. An alias that cannot be read is left out: null is the home's owner. */
export function holderData(holder: Holder): object {
  const { alias, participantId, focus, verdict, reserved, since, term, lastActivityAt } = holder;
  return {
    ...(alias === undefined ? {} : { alias }),
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
export function shownClaimData({ claim, rivals }: Pick<ShownSession, 'claim' | 'rivals'>): {
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
