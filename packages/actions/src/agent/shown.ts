/** What an agent was shown of its mission: with this the next look is compared. */
export interface Shown {
  /** Who else was there, and not gone. */
  readonly others: readonly ShownParticipant[];
  /** What was said of claims and collisions, each by one text for one fact. */
  readonly facts: readonly string[];
}

/** A participant that was shown. */
export interface ShownParticipant {
  /** The participant id. */
  readonly participantId: string;
  /** Its name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
}
