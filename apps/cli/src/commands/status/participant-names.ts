import type { StatusOutcome } from '@missionctl/actions';
import { participantName } from '../../roster/holder-words.ts';

/** How the participants of a mission are called in a sentence, by participant id. */
export type NameOf = (participantId: string) => string;

/** Names for whoever acts: `you` for itself, and aliases for the others of this home. */
export function participantNames({ participants, session }: StatusOutcome): NameOf {
  const aliases = new Map(
    participants.flatMap(({ address, loaded }) =>
      loaded.status === 'joined' ? [[loaded.session.participantId, address.alias ?? null]] : [],
    ),
  );
  return (participantId) => {
    if (participantId === session?.participantId) return 'you';
    return participantName(aliases.get(participantId), participantId);
  };
}
