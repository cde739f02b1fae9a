import type { Branded } from '../branded.ts';
import { isoText } from './calendar.ts';

/**
 * An instant in UTC, `2026-02-15T13:16:02.154627Z`: of fixed width, so that texts compare as times.
 */
export type Timestamp = Branded<'Timestamp'>;

/**
 * Makes the timestamp of a clock's reading, rounded down to microseconds; less than a quarter of one short of
 * the next counts as the next, since a double is that coarse.
 *
 * @param epochMs - milliseconds since 1970, possibly with a fraction
 * @returns the timestamp
 * @throws RangeError when that is no time in the years 1 to 9999
 * @example
 * timestampFromMs(Date.UTC(2026, 1, 15)); // '2026-02-15T00:00:00.000000Z'
 */
export function timestampFromMs(epochMs: number): Timestamp {
  const wholeMs = Math.floor(epochMs);
  const text = isoText(wholeMs);
  if (text === undefined) {
    throw new RangeError(`no timestamp: ${epochMs} ms is no time in the years 1 to 9999`);
  }
  const micros = Math.min(999, Math.floor((epochMs - wholeMs) * 1000 + 0.25));
  return `${text.slice(0, 23)}${String(micros).padStart(3, '0')}Z` as Timestamp;
}

/**
 * Returns the clock's reading of a timestamp.
 *
 * @param timestamp - the timestamp
 * @returns milliseconds since 1970, microseconds as their fraction; until 2109 `timestampFromMs` leads back
 * @example
 * timestampToMs(requestedAt) - timestampToMs(joinedAt); // the milliseconds between them
 */
export function timestampToMs(timestamp: Timestamp): number {
  return Date.parse(`${timestamp.slice(0, 23)}Z`) + Number(timestamp.slice(23, 26)) / 1000;
}
