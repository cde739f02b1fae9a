import type { PresentParticipant } from '@missionctl/actions';

/** To whom something is said, and what is known of those of whom it is said. */
export interface Voice {
  readonly nowMs: number;
  readonly participants: readonly PresentParticipant[];
  /** A command as the one who reads this has to run it. */
  readonly command: (words: string) => string;
}
