import type { Invocation } from '../invocation.ts';

/** Something that doctor found: what, why it matters, and what would mend it. */
export interface Finding {
  /** Stable, for programs: `MODE_TOO_WIDE`, `ORPHAN`, ... */
  readonly code: string;
  readonly path: string;
  readonly found: string;
  readonly matters: string;
  /** What `--fix` does; without it a person has to decide, and `advice` says how. */
  readonly remedy?: Remedy;
  readonly advice?: string;
  /** Whether it keeps us from looking at it and behind it: what is told of that is its consequence. */
  readonly closed?: boolean;
}

export interface Remedy {
  /** What would be done, as a sentence without its subject: "move it aside". */
  readonly does: string;
  /** Does it, and tells what is there now. */
  readonly apply: () => string;
}

/** One thing that doctor looks at. */
export type Check = (invocation: Invocation, places: Places) => readonly Finding[];

/** Where a home keeps what is ours. Everything else in it belongs to others and is not looked at. */
export interface Places {
  /** Directories that were made for sessions and ledgers: all but the home itself. */
  readonly directories: readonly string[];
  /** Those of missions. */
  readonly missions: readonly string[];
  readonly sessions: readonly string[];
  readonly ledgers: readonly string[];
  readonly pointer: string;
}
