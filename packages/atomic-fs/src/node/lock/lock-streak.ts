import { monotonicMs } from '../real-time.ts';

/**
 * How long this thread has had one lock, again and again, with no pause in which another process
 * could take it. The kernel wakes nobody who waits for it: who frees a lock and asks again at once
 * would always be first. So a thread that had it for 25 ms leaves it free for a 25th of that time
 * before it takes it again. Only the path that was locked last is remembered.
 */
let path: string | undefined;
let heldMs = 0;
let takenAt = 0;
let freedAt = 0;

const longestStreakMs = 25;

function restMs(): number {
  return Math.max(longestStreakMs, heldMs) / 25;
}

export function noteTaken(taken: string): void {
  takenAt = monotonicMs();
  if (taken !== path || takenAt - freedAt >= restMs()) heldMs = 0;
  path = taken;
}

export function noteFreed(freed: string): void {
  if (freed !== path) return;
  freedAt = monotonicMs();
  heldMs += freedAt - takenAt;
}

/** How long a lock is still to be left free, in milliseconds, before this thread takes it again. */
export function dueRest(asked: string): number {
  if (asked !== path || heldMs < longestStreakMs) return 0;
  return Math.max(0, restMs() - (monotonicMs() - freedAt));
}
