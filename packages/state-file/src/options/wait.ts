/** How long an operation waits for the lock. */
export interface LockWait {
  /** In milliseconds; 0 = one try; default 5000. */
  readonly timeoutMs?: number | undefined;
}

/** How long an asynchronous call waits for the lock. A write that has begun is finished. */
export interface Wait extends LockWait {
  /** Ends the waiting: the call rejects with its reason, and nothing was changed. */
  readonly signal?: AbortSignal | undefined;
}
