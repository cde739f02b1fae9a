/** What an agent was shown of its mission: the next look is compared with this. */
export interface Shown {
  /** Who else was there, and not gone. */
  readonly others: readonly ShownParticipant[];
  /** What was said of claims and collisions: one short text for one fact. */
  readonly facts: readonly string[];
}

/** Somebody whom an agent was shown. */
export interface ShownParticipant {
  /** The participant id. */
  readonly participantId: string;
  /** The name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
}
