import type { ParticipantElsewhere, PresentParticipant } from '@missionctl/actions';
import type { SessionState } from '@missionctl/session-model';
import { elsewherePhrase, exactAge } from '../../roster/words/holder-words.ts';
import { briefly, verdictWords } from '../../roster/words/verdict-words.ts';
import type { Voice } from './voice.ts';

/** The name of a participant, and whether it is alive: `bot (here, 5s ago)`. */
export function personOf(participantId: string, voice: Voice): string {
  const { participants, elsewhere, nowMs } = voice;
  const there = elsewhere.find(({ entry }) => entry.participantId === participantId);
  if (there !== undefined) return personElsewhere(there);
  const found = participants.find((each) => sessionOf(each)?.participantId === participantId);
  if (found === undefined) return 'another participant';
  const { address, verdict, presence } = found;
  const lastActivityAt = sessionOf(found)?.lastActivityAt;
  const alive = briefly(verdictWords({ verdict, presence, lastActivityAt }, nowMs));
  const isAged = verdict !== 'quiet' && lastActivityAt !== undefined;
  const age = isAged ? `, ${exactAge(lastActivityAt, nowMs)}` : '';
  return `${nameOf(address.alias)} (${alive}${age})`;
}

/** The same of a participant of another home. */
function personElsewhere({ entry, verdict }: ParticipantElsewhere): string {
  return `${elsewherePhrase(entry.alias, entry.participantId)} (${verdict})`;
}

const most = 3;

/** Several of them; of a crowd the first ones, and how many more. */
export function peopleOf(participantIds: readonly string[], voice: Voice): string {
  return listOf(participantIds.map((each) => personOf(each, voice)));
}

/** The first ones of a list, and how many more. */
export function listOf(names: readonly string[]): string {
  const left = names.length - most;
  return `${names.slice(0, most).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** An alias has no character that could be more than a name. */
export function nameOf(alias: string | null | undefined): string {
  return alias ?? 'the person of this home';
}

/** The session of a participant; undefined where it cannot be read. */
export function sessionOf({ loaded }: PresentParticipant): SessionState | undefined {
  return loaded.status === 'joined' ? loaded.session : undefined;
}
