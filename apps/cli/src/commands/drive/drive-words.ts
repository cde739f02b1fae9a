/** The words that drive takes first. */
export const driveWords = ['active', 'inactive', 'give', 'ask', 'take', 'check'] as const;

/** One of them. */
export type DriveWord = (typeof driveWords)[number];

/** The flags of drive. */
export interface DriveFlags {
  readonly onCollision?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly term?: string;
}
