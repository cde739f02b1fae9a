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

import { strangersText, strangersTextOrNull } from '../../roster/strangers-text.ts';
import type { NameOf } from './participant-names.ts';

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

/** What the rows of the participants do not say of a claim: who held it, is to have it, or wants it. */
export function claimLines({ claim, holder }: StandingClaim, nameOf: NameOf): readonly string[] {
  const { focus, reservedFor, former, wantedBy, reason, note } = claim;
  const by = holder?.participantId ?? claim.holder;
  const facts: string[] = [];
  if (reservedFor !== undefined) {
    const given = by === undefined ? '' : `, given by ${nameOf(by)}`;
    facts.push(`is kept for ${nameOf(reservedFor)}${given}${quoted(note)}`);
  }
  if (holder !== undefined && former?.how === 'taken') {
    facts.push(
      `was taken from ${nameOf(former.holder)} by ${nameOf(holder.participantId)}${quoted(reason)}`,
    );
  }
  for (const wish of wantedBy) facts.push(`is wanted by ${nameOf(wish.by)}${quoted(wish.note)}`);
  return facts.map((fact) => `${strangersText(focus)} ${fact}`);
}

function quoted(words: string | undefined): string {
  return words === undefined ? '' : `: "${strangersText(words)}"`;
}
