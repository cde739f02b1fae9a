import type { Verdict } from '../verdict/verdict-of.ts';

/**
 * A participant as other homes see it: what leaves the home. It holds no token, no URL of an API, no
 * ledger, no absolute path and no anchor.
 */
export interface EngineEntry {
  /** The participant id. */
  readonly participantId: string;
  /** The name that its home gave it; undefined for the owner of the home. */
  readonly alias: string | undefined;
  /** Its role, such as `developer`. */
  readonly role: string;
  /** What it works on; undefined for nothing. */
  readonly focus: string | undefined;
  /** Whether it drives that. */
  readonly driveIntent: 'active' | 'inactive';
  /** When it joined, as a timestamp of its home's clock. */
  readonly joinedAt: string;
  /** When it was last active, as a timestamp of its home's clock: never compared with another clock. */
  readonly lastActivityAt: string;
  /** Whether it is alive, as its home proves it. */
  readonly verdict: Verdict;
  /** The claim that its home records for it; undefined where it holds none. */
  readonly claim?: HeldClaim | undefined;
  /** The focus that it drives although another holds it. */
  readonly continued?: string | undefined;
  /** Where it works; undefined outside of any repository. */
  readonly place: EnginePlace | undefined;
  /** The files that it changed last; undefined unless its home was asked to publish them. */
  readonly touching?: readonly EngineTouch[] | undefined;
}

/** A claim, as an entry names it. */
export interface HeldClaim {
  /** What is driven. */
  readonly focus: string;
  /** The term of the record. */
  readonly term: number;
  /** When its holder got it, as a timestamp. */
  readonly since: string;
}

/** Where a participant works, as other homes see it. */
export interface EnginePlace {
  /** The URL of the remote, without credentials; the hash of a remote that is a path, or of no remote. */
  readonly repository: string;
  /**
   * The hash of the path of the worktree and the machine's id: equal for two in one worktree of one
   * machine; undefined in a bare repository.
   */
  readonly worktree: string | undefined;
  /** The branch that is checked out; undefined where none is. */
  readonly branch: string | undefined;
}

/** A file that a participant changes, as other homes see it. */
export interface EngineTouch {
  /** Its path inside the repository. */
  readonly path: string;
  /** When it was last changed, as a timestamp. */
  readonly at: string;
}
