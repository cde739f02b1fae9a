import type { LockConnection, Turn } from '../../operation/system.ts';
import { clearTimeout, setTimeout } from '../real-time.ts';
import { noteFreed, noteTaken } from './lock-streak.ts';

/**
 * Who in this thread waits for, or holds, which lock path: state that outlives a call.
 * Waiters take turns in order instead of polling against each other, and a held connection is
 * referenced here until it is released, since a collected one would free the lock.
 */
interface Waiter {
  readonly grant: () => void;
}

/** Node fires a timer of more milliseconds at once. */
const longestTimerMs = 2 ** 31 - 1;

const queues = new Map<string, Waiter[]>();
const held = new Map<string, LockConnection>();

export function recordHeld(path: string, connection: LockConnection): void {
  held.set(path, connection);
  noteTaken(path);
}

export function forgetHeld(path: string, connection: LockConnection): void {
  if (held.get(path) !== connection) return;
  held.delete(path);
  noteFreed(path);
}

/** Whether this thread holds the lock of a path. */
export function isHeldHere(path: string): boolean {
  return held.has(path);
}

/** A blocked thread cannot let its own holder go on, so waiting for it would never end. */
export function enterQueueNow(path: string): Turn {
  return isHeldHere(path) ? 'self' : 'granted';
}

/** Calls back when it is this waiter's turn, or its time is up; `cancel` removes the waiter. */
export function waitInQueue(
  path: string,
  timeoutMs: number,
  settle: (turn: Turn) => void,
): { readonly cancel: () => void } {
  const queue = queues.get(path);
  if (queue === undefined) {
    queues.set(path, []);
    settle('granted');
    return { cancel: () => {} };
  }
  const leave = (): void => {
    clearTimeout(timer);
    const place = queue.indexOf(waiter);
    if (place >= 0) queue.splice(place, 1);
  };
  const answer = (turn: Turn): void => {
    leave();
    settle(turn);
  };
  const waiter: Waiter = { grant: () => answer('granted') };
  const timer = setTimeout(() => answer('timeout'), Math.min(timeoutMs, longestTimerMs));
  queue.push(waiter);
  return { cancel: leave };
}

export function leaveQueue(path: string): void {
  const queue = queues.get(path);
  const next = queue?.shift();
  if (next === undefined) queues.delete(path);
  else next.grant();
}
