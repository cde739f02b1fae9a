/** How long a call to an engine may take. */
export interface EngineWait {
  /**
   * Ends the call: it rejects with the reason of the signal. A write that was sent may have happened;
   * nothing of the call goes on, and nothing keeps the process.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * In milliseconds; default: what the engine's own address needs, bounded. After that a read is
   * ERR_ROSTER_UNAVAILABLE, and a write too unless it was sent: then it is looked at again, and what is
   * still unclear is ERR_ROSTER_INDETERMINATE.
   */
  readonly timeoutMs?: number | undefined;
}
