import type { JsonMember } from '@missionctl/strict-json';
import type { TimeZone } from '../time/time-zone.ts';
import type { TimestampDialect } from '../time/timestamp-text.ts';
import type { FileTimes } from './session-field.ts';
import type { SessionState } from './session-state.ts';

/** A session file in memory, with all that a rewrite needs in order to lose nothing. */
export interface SessionDocument {
  /** What the file says in the keys that are known. */
  readonly state: SessionState;
  /** How its two times are written; `mixed` when they differ, which the next write ends. */
  readonly dialect: TimestampDialect | 'mixed';
  /** The members nobody here knows, in their order and each in its own text. */
  readonly others: readonly JsonMember[];
  /** Whose local time its times without an offset are; undefined for the engine's. */
  readonly zone?: TimeZone | undefined;
  /** The two times as the file has them; each is written again while it says what `state` says. */
  readonly texts: FileTimes['texts'];
}

/** How the times of a new file are written. */
export type TimesOfNew = Pick<SessionDocument, 'zone'> & {
  /** Default: in UTC. */
  readonly dialect?: TimestampDialect | undefined;
};

/**
 * Makes the document of a file that does not exist yet: no unknown members, and times in UTC unless
 * they are to be local.
 *
 * @param state - what the file is to say
 * @param times - the dialect of its times, and whose local time is written
 * @returns a document for `encodeSession`
 * @example
 * const text = encodeSession(newSessionDocument(state));
 */
export function newSessionDocument(state: SessionState, times: TimesOfNew = {}): SessionDocument {
  const { joinedAt, lastActivityAt } = state;
  const { dialect = 'utc', zone } = times;
  return { state, dialect, zone, others: [], texts: { joinedAt, lastActivityAt } };
}

/**
 * Returns the same file with another state: its dialect, its unknown members and the texts of its times stay.
 *
 * @param document - the file as it was read; it stays as it is
 * @param state - what the file is to say instead
 * @returns a document for `encodeSession`
 * @example
 * const changed = withState(document, { ...document.state, focus: 'wp:WP01' });
 */
export function withState(document: SessionDocument, state: SessionState): SessionDocument {
  return { ...document, state };
}
