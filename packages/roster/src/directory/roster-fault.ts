import type { Issue } from '@missionctl/session-model';

/** A file or a directory of the roster that cannot be believed; the others are shown all the same. */
export interface RosterFault {
  /** What it is of, or what the directory holds. */
  readonly of: 'presence' | 'claim' | 'machine' | 'engine';
  /** The path of the file, or of the directory. */
  readonly path: string;
  /** Which participant recorded it; undefined for all else. */
  readonly participantId?: string | undefined;
  /** Why, as the message of an error says it. */
  readonly message: string;
  /** Every reason, for a file that was read. */
  readonly issues: readonly Issue[];
  /** What was thrown, for all that is not damage. */
  readonly cause?: unknown;
}
