import type { Presence } from '../entry/presence.ts';
import type { Verdict } from '../verdict/verdict-of.ts';

/** A participant of a mission, as far as collisions concern it. */
export interface Present {
  /** The participant id. */
  readonly participantId: string;
  /** What it works on; undefined for nothing. */
  readonly focus: string | undefined;
  /** Whether it drives that: a reviewer beside a developer does not. */
  readonly drives: boolean;
  /** Whether it is alive. */
  readonly verdict: Verdict;
  /** What it recorded of itself; undefined where nothing is, or it is damaged. */
  readonly presence: Presence | undefined;
}

/** Two participants, or one in two places, that may do each other harm without knowing. */
export interface Collision {
  /**
   * `ConcurrentDriver`: two drive one focus. `SharedCheckout`: two work in one worktree. `SameFile`: two
   * change one file. `OpenTwice`: one participant lives in two processes.
   */
  readonly kind: 'ConcurrentDriver' | 'SharedCheckout' | 'SameFile' | 'OpenTwice';
  /** `high`: work will be lost or done twice if nobody yields. */
  readonly severity: 'medium' | 'high';
  /** The participant id of the other one; of oneself for `OpenTwice`. */
  readonly with: string;
  /** What the two share: a focus, the path of a worktree, the path of a file; empty for `OpenTwice`. */
  readonly about: string;
}
