import type { StatusOutcome } from '@missionctl/actions';
import { elsewherePhrase, participantName } from '../../roster/words/holder-words.ts';

/** How the participants of a mission are called in a sentence, by participant id. */
export type NameOf = (participantId: string) => string;

/** Names for whoever acts: `you` for itself, and aliases for the others of this home. */
export function participantNames({ participants, session, elsewhere }: StatusOutcome): NameOf {
  const aliases = new Map(
    participants.flatMap(({ address, loaded }) =>
      loaded.status === 'joined' ? [[loaded.session.participantId, address.alias ?? null]] : [],
    ),
  );
  const names = new Map(
    elsewhere.map(({ entry: { participantId, alias } }) => [
      participantId,
      elsewherePhrase(alias, participantId),
    ]),
  );
  return (participantId) => {
    if (participantId === session?.participantId) return 'you';
    const there = names.get(participantId);
    if (there !== undefined) return there;
    return participantName(aliases.get(participantId), participantId);
  };
}
