import { monotonicMs, setImmediate } from './real-time.ts';

/**
 * How long the asynchronous runs of this thread have used it since they last left a turn to the event
 * loop. State that outlives a call, since it is about all of them together: a thousand short runs that
 * are started at once would block the loop as one long run does.
 */
let usedMs = 0;

/** What runs may use at a time; timers, and what the kernel reports, wait that long for them. */
const sliceMs = 5;

const waiting: (() => void)[] = [];
let turnComes = false;

/** Adds the time since `sinceMs`; the present time, from which the next use is counted. */
export function useThread(sinceMs: number): number {
  const nowMs = monotonicMs();
  usedMs += nowMs - sinceMs;
  return nowMs;
}

export function isThreadUsedUp(): boolean {
  return usedMs >= sliceMs;
}

/** Settles when the event loop has had its turn, and the runs that came earlier have had theirs. */
export function nextTurn(): Promise<void> {
  if (!turnComes) setImmediate(() => void goOn());
  turnComes = true;
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

async function goOn(): Promise<void> {
  usedMs = 0;
  while (waiting.length > 0 && !isThreadUsedUp()) {
    waiting.shift()?.();
    // The run goes on in a microtask that comes before this one.
    await Promise.resolve();
  }
  turnComes = waiting.length > 0;
  if (turnComes) setImmediate(() => void goOn());
}
