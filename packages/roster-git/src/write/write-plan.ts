import type { VersionedClaim } from '@missionctl/roster';
import type { RefUpdate } from '../scratch/push-updates.ts';
import type { WriteAnswer, WriteOutcome } from './write-outcome.ts';
import type { WriteRequest } from './write-request.ts';

/** What is to be done for some writes, by what is known. */
export interface WritePlan {
  /** What is decided without a push. */
  readonly settled: ReadonlyMap<WriteRequest, WriteOutcome>;
  /** What one push is to change. */
  readonly updates: readonly RefUpdate[];
  /** What a request needs of that push; it is answered when the server has changed all its refs. */
  readonly waiting: ReadonlyMap<WriteRequest, WaitingWrite>;
}

/** A request that a push is to answer. */
export interface WaitingWrite {
  /** The refs that it changes. */
  readonly refs: readonly string[];
  /** Its answer, by the commit that its ref leads to then. */
  readonly answer: (commit: string) => WriteAnswer;
}

/** Where writes go, and how. */
export interface WritePlace {
  /** What the names of all refs of the mission begin with. */
  readonly place: string;
  /** The ref of this machine. */
  readonly ownRef: string;
  /** Whether a ref may be removed again. */
  readonly removes: boolean;
}

export const written: WriteAnswer = { status: 'written' };

/** The answer to a claim or a release that was granted. */
export function swapped({ claim, version }: VersionedClaim): WriteAnswer {
  return { status: 'swapped', record: { claim, version } };
}
