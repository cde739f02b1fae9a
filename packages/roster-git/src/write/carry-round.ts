import { now } from '../process/clock.ts';
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
  /** Whether it did so often and long enough to be believed: another writer may have been in the way. */
  readonly isRefused: (request: WriteRequest) => boolean;
  /** How long to leave the server alone now, in milliseconds. */
  readonly pauseMs: () => number;
  /** Notes that a push did not even begin, and says how often that was. */
  readonly noteNotBegun: () => number;
}

/** How often, and how long after the first time: a slow host may hold the lock of a ref for a second. */
const refusals = 3;
const mostPatienceMs = 1500;
const patience = 0.3;

const shortestPauseMs = 40;
const longestPauseMs = 400;

/** Begins a round, of a call that may take so long. */
export function carryRound(requests: readonly WriteRequest[], totalMs: number): CarryRound {
  const outcomes = new Map<WriteRequest, WriteOutcome>();
  const unanswered = new Set(requests.filter(({ sent }) => sent === true));
  const refused = new Map<WriteRequest, { readonly times: number; readonly since: number }>();
  const patienceMs = Math.min(mostPatienceMs, totalMs * patience);
  let notBegun = 0;
  let pauses = 0;
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
    noteRefused: (request) => {
      const { times, since } = refused.get(request) ?? { times: 0, since: now().steady };
      refused.set(request, { times: times + 1, since });
    },
    isRefused: (request) => {
      const { times, since } = refused.get(request) ?? { times: 0, since: 0 };
      return times >= refusals && now().steady - since >= patienceMs;
    },
    pauseMs: () => {
      pauses += 1;
      return Math.min(longestPauseMs, shortestPauseMs * 2 ** (pauses - 1));
    },
    noteNotBegun: () => {
      notBegun += 1;
      return notBegun;
    },
  };
}
