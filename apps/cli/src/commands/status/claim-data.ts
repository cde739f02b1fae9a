import type { StandingClaim } from '@missionctl/actions';
import {
  count,
  type JsonSchema,
  listOf,
  object,
  oneOfWords,
  orNull,
  text,
} from '../../output/json-schema.ts';

import { strangersTextOrNull } from '../../roster/words/strangers-text.ts';

/** A claim for programs. */
export function standingClaimData({ claim, holder }: StandingClaim): object {
  const { focus, term, since, reservedFor, former, wantedBy, reason, note } = claim;
  return {
    focus,
    holder: holder?.participantId ?? null,
    term,
    since,
    reserved_for: reservedFor ?? null,
    former: former ?? null,
    wanted_by: wantedBy.map((wish) => ({
      by: wish.by,
      at: wish.at,
      untrusted: { note: strangersTextOrNull(wish.note) },
    })),
    untrusted: { reason: strangersTextOrNull(reason), note: strangersTextOrNull(note) },
  };
}

export const standingClaimSchema: JsonSchema = object({
  focus: text,
  holder: orNull(text),
  term: count,
  since: text,
  reserved_for: orNull(text),
  former: orNull(
    object({ holder: text, term: count, how: oneOfWords(['gone', 'taken', 'given']) }),
  ),
  wanted_by: listOf(object({ by: text, at: text, untrusted: object({ note: orNull(text) }) })),
  untrusted: object({ reason: orNull(text), note: orNull(text) }),
});
