import type { WriteFailure, WriteOutcome } from './write-outcome.ts';
import type { WriteRequest } from './write-request.ts';

/** What is known of writes while they are carried. */
export interface CarryRound {
  /** What became of those that are settled. */
  readonly outcomes: ReadonlyMap<WriteRequest, WriteOutcome>;
  /** Those that are not, in their order. */
  readonly open: () => readonly WriteRequest[];
  /** Settles one. What was sent and not answered may still happen: it is not called a failure. */
  readonly settle: (request: WriteRequest, outcome: WriteOutcome) => void;
  /** Ends all that are open. */
  readonly fail: (failure: WriteFailure) => void;
  /** Notes that one was sent and not answered. */
  readonly noteUnanswered: (request: WriteRequest) => void;
  /** Notes that the server refused one. */
  readonly noteRefused: (request: WriteRequest) => void;
  /** Whether it did so often enough to be believed: another writer may have been in the way. */
  readonly isRefused: (request: WriteRequest) => boolean;
  /** Notes that a push did not even begin, and says how often that was. */
  readonly noteNotBegun: () => number;
}

const refusals = 3;

/** Begins a round. */
export function carryRound(requests: readonly WriteRequest[]): CarryRound {
  const outcomes = new Map<WriteRequest, WriteOutcome>();
  const unanswered = new Set<WriteRequest>();
  const refused = new Map<WriteRequest, number>();
  let notBegun = 0;
  const open = (): readonly WriteRequest[] => requests.filter((each) => !outcomes.has(each));
  const settle = (request: WriteRequest, outcome: WriteOutcome): void => {
    const isFailure = outcome.status === 'unavailable' || outcome.status === 'denied';
    const mayHappen = isFailure && unanswered.has(request);
    outcomes.set(request, mayHappen ? { status: 'indeterminate' } : outcome);
  };
  return {
    outcomes,
    open,
    settle,
    fail: (failure) => {
      for (const request of open()) settle(request, failure);
    },
    noteUnanswered: (request) => void unanswered.add(request),
    noteRefused: (request) => void refused.set(request, (refused.get(request) ?? 0) + 1),
    isRefused: (request) => (refused.get(request) ?? 0) >= refusals,
    noteNotBegun: () => {
      notBegun += 1;
      return notBegun;
    },
  };
}
