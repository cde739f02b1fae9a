import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A moment, comparable between the processes of one machine. */
export interface Moment {
  /** Milliseconds since the epoch: a clock that may be set. */
  readonly wall: number;
  /** Milliseconds since some time before the boot of the machine. */
  readonly steady: number;
}

/** What time it is. */
export function now(): Moment {
  return { wall: Date.now(), steady: Number(process.hrtime.bigint() / 1_000_000n) };
}

/** Whether one moment is certainly not before another: a boot or a clock that was set leaves no doubt. */
export function isNotBefore(one: Moment, other: Moment): boolean {
  return one.wall >= other.wall && one.steady >= other.steady;
}

/** The moment so many milliseconds before another. */
export function before({ wall, steady }: Moment, ms: number): Moment {
  return { wall: wall - ms, steady: steady - ms };
}

/** The time that is left to a call. */
export interface Deadline {
  /** In milliseconds, 0 at least. */
  readonly left: () => number;
  /** All of it, in milliseconds. */
  readonly totalMs: number;
}

/** A deadline, from now on. */
export function deadlineIn(totalMs: number): Deadline {
  const end = performance.now() + totalMs;
  return { totalMs, left: () => Math.max(0, end - performance.now()) };
}

/** Waits; at an abort it resolves at once. For ever where it is Infinity. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  const longest = 2 ** 31 - 1;
  for (let left = ms; left > 0 && !signal.aborted; left -= longest)
    await pause(Math.min(left, longest), undefined, { signal }).catch(() => undefined);
}

/** A name that nobody else has. */
export function uniqueName(): string {
  return randomBytes(12).toString('hex');
}

/** A name that nobody else has, which begins with the time: the later one sorts after the earlier one. */
export function uniqueNameByTime(): string {
  return `${`${now().steady}`.padStart(16, '0')}-${uniqueName()}`;
}

/** How old something of such a name is, in milliseconds; Infinity after a boot, which begins time anew. */
export function ageOf(name: string): number {
  const age = now().steady - Number.parseInt(name, 10);
  return age >= 0 ? age : Number.POSITIVE_INFINITY;
}
