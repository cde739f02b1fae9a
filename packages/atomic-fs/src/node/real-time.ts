/**
 * The clock and the timers as they were when this module was loaded. A test may put fake ones in their
 * place (`vi.useFakeTimers()`), which nothing moves: a wait would not end then, nor reach its deadline.
 */
export const setTimeout: typeof globalThis.setTimeout = globalThis.setTimeout;
export const clearTimeout: typeof globalThis.clearTimeout = globalThis.clearTimeout;
export const setImmediate: typeof globalThis.setImmediate = globalThis.setImmediate;

const { hrtime } = process;

/** Milliseconds of a clock that never goes back. Not `performance`, which Node loads when it is first touched. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Milliseconds since the epoch, as the kernel stamps them on files. */
export const epochMs: () => number = Date.now;
