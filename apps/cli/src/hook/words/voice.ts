import type { ParticipantElsewhere, PresentParticipant } from '@missionctl/actions';

/** To whom something is said, and what is known of those of whom it is said. */
export interface Voice {
  readonly nowMs: number;
  readonly participants: readonly PresentParticipant[];
  /** Those of other homes, where they were looked at. */
  readonly elsewhere: readonly ParticipantElsewhere[];
  /** A command as the one who reads this has to run it. */
  readonly command: (words: string) => string;
}
