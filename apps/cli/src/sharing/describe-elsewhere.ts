import type { ParticipantElsewhere } from '@missionctl/actions';
import type { PersonCells } from '../output/describe-session.ts';
import { type JsonSchema, object, oneOfWords, orNull, text } from '../output/json-schema.ts';
import { placeData } from '../roster/claim-data.ts';
import { claimSchema, placeSchema } from '../roster/claim-schema.ts';
import { elsewhereName } from '../roster/words/holder-words.ts';
import { strangersText } from '../roster/words/strangers-text.ts';
import { verdictElsewhereWords } from '../roster/words/verdict-words.ts';

/** A participant of another home for programs, and for people. */
export interface DescribedElsewhere {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cells: PersonCells;
}

/** Describes who it is, what it works on, and what its home says of it. */
export function describeElsewhere({ entry, verdict }: ParticipantElsewhere): DescribedElsewhere {
  const { participantId, alias, role, focus, driveIntent, claim, place } = entry;
  const drive = driveIntent === 'active' ? ({ text: 'driving', style: 'driving' } as const) : '-';
  return {
    data: {
      participant_id: participantId,
      alias: alias ?? null,
      role,
      focus: focus ?? null,
      drive_intent: driveIntent,
      joined_at: entry.joinedAt,
      last_activity_at: entry.lastActivityAt,
      verdict,
      claim: claim ?? null,
      continued: entry.continued ?? null,
      untrusted: { place: placeData(place) },
    },
    cells: {
      who: elsewhereName(alias, participantId),
      // The clocks of two machines are not compared: when it was last active is no age here.
      work: [role, focus ?? '-', drive, ''],
      presence: [
        verdictElsewhereWords(verdict),
        place?.branch === undefined
          ? 'another home'
          : `another home (${strangersText(place.branch)})`,
      ],
      problem: [],
    },
  };
}

/** The schema of a participant of another home. */
export const elsewhereSchema: JsonSchema = object({
  participant_id: text,
  alias: orNull(text),
  role: text,
  focus: orNull(text),
  drive_intent: oneOfWords(['active', 'inactive']),
  joined_at: text,
  last_activity_at: text,
  verdict: oneOfWords(['here', 'quiet', 'unknown', 'gone']),
  claim: claimSchema,
  continued: orNull(text),
  untrusted: object({ place: placeSchema }),
});
