import type { StandingClaim } from '@missionctl/actions';
import { quotedText, strangersText } from '../../roster/words/strangers-text.ts';
import type { NameOf } from './participant-names.ts';

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
  return words === undefined ? '' : `: ${quotedText(words)}`;
}
