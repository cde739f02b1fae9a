import type { SessionState } from './session-state.ts';
import type { TimestampDialect } from './timestamp-text.ts';

/** A session file in memory, with all that a rewrite needs in order to lose nothing. */
export interface SessionDocument {
  readonly state: SessionState;
  /** How its two times are written; `mixed` when they differ, which the next write ends. */
  readonly dialect: TimestampDialect | 'mixed';
  /** The keys nobody here knows, in their order; an object without a prototype. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The two times as the file has them; each is written again while it says what `state` says. */
  readonly texts: { readonly joinedAt: string; readonly lastActivityAt: string };
}

/** The unknown keys of a file that has none. */
export const noExtra: SessionDocument['extra'] = Object.freeze(Object.create(null));

/** The document of a file that does not exist yet: times in UTC, no unknown keys. */
export function newSessionDocument(state: SessionState): SessionDocument {
  return {
    state,
    dialect: 'utc',
    extra: noExtra,
    texts: { joinedAt: state.joinedAt, lastActivityAt: state.lastActivityAt },
  };
}

/** The same file with another state: its dialect, its unknown keys and its texts stay. */
export function withState(document: SessionDocument, state: SessionState): SessionDocument {
  return { ...document, state };
}
