import { type Timestamp, timestampToMs } from './timestamp.ts';

const dayMs = 86_400_000;

/**
 * Says whether a time lies more than a day ahead: no zone and no usual difference between two clocks
 * explains that any more, and time itself does not soon catch up with it.
 *
 * @param timestamp - the time
 * @param nowMs - what it is compared with, in milliseconds since the epoch
 * @returns false for a time in the past, however far
 * @example
 * isFarAhead(joinedAt, Date.now()); // true for one in the year 9999
 */
export function isFarAhead(timestamp: Timestamp, nowMs: number): boolean {
  return timestampToMs(timestamp) > nowMs + dayMs;
}
