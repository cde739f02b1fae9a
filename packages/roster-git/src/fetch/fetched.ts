/** A ref of the remote. */
export interface FoundRef {
  /** Its name at the remote. */
  readonly ref: string;
  /** What it leads to. */
  readonly oid: string;
}

/** What became of a fetch. */
export type Fetched = FetchedRefs | FailedFetch;

/** It is here. */
export interface FetchedRefs {
  readonly ok: true;
  /** All refs of the places. */
  readonly found: readonly FoundRef[];
  /** The objects that were brought; undefined for all that they lead to. */
  readonly brought: ReadonlySet<string> | undefined;
  /** How many objects that nobody needs the next fetch is to ask for, where it has to choose. */
  readonly room: number | undefined;
}

/** It is not. `isFinal`: another try ends the same way. `reached`: the remote may have answered. */
export interface FailedFetch {
  readonly ok: false;
  readonly reason: string;
  readonly isFinal: boolean;
  readonly reached: boolean;
}

export const killed = 'git was killed';
export const timedOut = 'timeout';
export const refused = 'refused';
export const tooMuch = 'too much';
