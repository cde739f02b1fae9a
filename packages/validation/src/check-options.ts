import type { Timestamp, TimestampDialect, TimeZone } from '@missionctl/session-model';

/** What a session is checked against. */
export interface CheckOptions {
  /** The time of the check; times after it are suspicious. */
  readonly now: Timestamp;
  /** The mission whose directory the session was found in; without it any mission will do. */
  readonly expectedMissionId?: string | undefined;
  /** `'any'` takes every role that is not empty; the default is the four of `roles`. */
  readonly roles?: 'any' | undefined;
  /**
   * How the file writes its times (`SessionDocument.dialect`). Unless it is `utc`, the default, times that
   * a change of the local clock may have reversed are a warning instead of an error.
   */
  readonly dialect?: TimestampDialect | 'mixed' | undefined;
  /** Whose local time the file has; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
}
