import type { PresentParticipant } from '@missionctl/actions';
import type { SessionState } from '@missionctl/session-model';
import { exactAge } from '../../roster/holder-words.ts';
import { briefly, verdictWords } from '../../roster/verdict-words.ts';

/** To whom something is said, and what is known of those of whom it is said. */
export interface Voice {
  readonly nowMs: number;
  readonly participants: readonly PresentParticipant[];
  /** A command as the one who reads this has to run it. */
  readonly command: (words: string) => string;
}

/** The name of a participant, and whether it is alive: `bot (here, 5s ago)`. */
export function personOf({ participants, nowMs }: Voice, participantId: string): string {
  const found = participants.find((each) => sessionOf(each)?.participantId === participantId);
  if (found === undefined) return 'another participant';
  const { address, verdict, presence } = found;
  const lastActivityAt = sessionOf(found)?.lastActivityAt;
  const alive = briefly(verdictWords({ verdict, presence, lastActivityAt }, nowMs));
  const age =
    verdict === 'quiet' || lastActivityAt === undefined
      ? ''
      : `, ${exactAge(lastActivityAt, nowMs)}`;
  return `${nameOf(address.alias)} (${alive}${age})`;
}

/** An alias has no character that could be more than a name. */
export function nameOf(alias: string | null | undefined): string {
  return alias ?? 'the person of this home';
}

export function sessionOf({ loaded }: PresentParticipant): SessionState | undefined {
  return loaded.status === 'joined' ? loaded.session : undefined;
}
