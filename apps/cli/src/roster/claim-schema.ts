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
  { alias: orNull(text), elsewhere: truth },
);

/** What is said of claims wherever a focus or a drive intent is shown. */
export const shownClaim = { claim: claimSchema, rivals: listOf(holderSchema) };

/** The same, and what a change adds. */
export const changedClaim = { ...shownClaim, predecessor: orNull(holderSchema) };
