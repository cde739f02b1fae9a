import type { Invocation } from '../../session/invocation.ts';

/** A problem that doctor found, and how to solve it. */
export interface Finding {
  /** Stable, for programs: `MODE_TOO_WIDE`, `ORPHAN`, ... */
  readonly code: string;
  readonly path: string;
  readonly problem: string;
  readonly impact: string;
  /** What `--fix` does; without it a person has to decide, and `advice` says how. */
  readonly fix?: Fix;
  readonly advice?: string;
  /** Whether it hides what is behind the path: other findings there are its consequences. */
  readonly closed?: boolean;
}

/** What `--fix` does about a finding. */
export interface Fix {
  /** What it would do, as an infinitive: "move it aside". */
  readonly action: string;
  /** Does it, and returns what is true now. */
  readonly apply: () => string;
}

/** Looks for problems of one kind. */
export type Check = (invocation: Invocation, files: HomeFiles) => readonly Finding[];

/** The paths of our own files in a home. Everything else in it belongs to other programs. */
export interface HomeFiles {
  /** The directories of sessions and ledgers, without the home itself. */
  readonly directories: readonly string[];
  /** The directories of missions. */
  readonly missions: readonly string[];
  readonly sessions: readonly string[];
  readonly ledgers: readonly string[];
  readonly pointer: string;
}
