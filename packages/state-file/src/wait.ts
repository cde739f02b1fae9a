import type { LockWait } from './change/locked-state.ts';

/** How long an asynchronous call waits for the lock. A write that has begun is finished. */
export interface Wait extends LockWait {
  /** Ends the waiting: the call rejects with its reason, and nothing was changed. */
  readonly signal?: AbortSignal | undefined;
}
