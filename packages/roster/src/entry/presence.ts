import type { Life } from '../verdict/verdict-of.ts';

/** Where a participant works: which checkout of which repository. */
export interface Place {
  /** The common directory of the repository (of all its worktrees), an absolute path. */
  readonly repository: string;
  /** The top directory of the worktree; undefined in a bare repository. */
  readonly worktree: string | undefined;
  /** The branch that is checked out; undefined where none is. */
  readonly branch: string | undefined;
}

/** A file that a participant changes. */
export interface Touch {
  /** Its absolute path. */
  readonly path: string;
  /** When it was last changed, as a timestamp. */
  readonly at: string;
}

/** What a participant's own processes record of it: where it lives, and what it does. */
export interface Presence extends Life {
  /** Where it works; undefined outside of any repository. */
  readonly place: Place | undefined;
  /** The agent command line that it lives in, such as `claude`. */
  readonly harness?: string | undefined;
  /** Since when it waits for an answer of a person, as a timestamp. */
  readonly waiting?: string | undefined;
  /** When it said that it has ended, as a timestamp. */
  readonly ended?: string | undefined;
  /** How many agents it has started for parts of its work, and have not ended; undefined for none. */
  readonly subagents?: number | undefined;
  /** The files that it changed last; at most 32 are kept. */
  readonly touching: readonly Touch[];
  /** The focus that it drives although another holds it. */
  readonly continued?: string | undefined;
  /** `hook`: nobody asked for its session, which vanishes with it unless it ever worked on anything. */
  readonly joinedBy?: string | undefined;
}
