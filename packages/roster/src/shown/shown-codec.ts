import type { Codec } from '@missionctl/state-file';
import { documentCodec } from '../document/document-codec.ts';
import { listOf, objectOf, optional, text } from '../document/shape.ts';
import type { Shown, ShownParticipant } from './shown.ts';

const participant = objectOf<ShownParticipant>({
  participantId: ['participant_id', text],
  alias: ['alias', optional(text)],
});

/** The file in which a hook remembers what its agent was shown. */
export const shownCodec: Codec<Shown> = documentCodec(
  objectOf<Shown>({ others: ['others', listOf(participant)], facts: ['facts', listOf(text)] }),
);
