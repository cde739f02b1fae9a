/** How far the system's clock may be ahead before it counts: the machine slept, or the clock was set. */
const sleptMs = 1000;

/**
 * Milliseconds since the epoch, with a fraction, that never go back while the process runs.
 *
 * @param now The system's clock.
 */
export function createClock(now: () => number = Date.now): () => number {
  let startMs = now();
  // Not `performance`: touching it costs a twentieth of the whole start.
  const start = process.hrtime();
  return () => {
    const [seconds, nanoseconds] = process.hrtime(start);
    const passedMs = seconds * 1e3 + nanoseconds / 1e6;
    const aheadMs = now() - (startMs + passedMs);
    if (aheadMs > sleptMs) startMs += aheadMs;
    return startMs + passedMs;
  };
}

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

export function every(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}
