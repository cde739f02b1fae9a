import type { StatusOutcome } from '@missionctl/actions';

/** How the participants of a mission are called in a sentence, by participant id. */
export type NameOf = (participantId: string) => string;

/** Names for whoever acts: `you` for itself, and aliases for the others of this home. */
export function participantNames({ participants, session }: StatusOutcome): NameOf {
  const aliases = new Map(
    participants.flatMap(({ address, loaded }) =>
      loaded.status === 'joined' ? [[loaded.session.participantId, address.alias]] : [],
    ),
  );
  return (participantId) => {
    if (participantId === session?.participantId) return 'you';
    if (!aliases.has(participantId)) return 'a participant whose session cannot be read';
    return aliases.get(participantId) ?? 'the person of this home';
  };
}
