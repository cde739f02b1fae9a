import type { Branded } from '../branded.ts';
import { isoText } from './calendar.ts';

/** An instant in UTC, `2026-02-15T13:16:02.154627Z`: of fixed width, so that texts compare as times. */
export type Timestamp = Branded<'Timestamp'>;

/**
 * The timestamp of a clock's reading in milliseconds since 1970, rounded down to microseconds; less than a
 * quarter of one short of the next counts as the next, since a double is that coarse.
 *
 * @throws RangeError when that is no time in the years 1 to 9999
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

/** Milliseconds since 1970, microseconds as their fraction; until 2109 exact enough to lead back. */
export function timestampToMs(timestamp: Timestamp): number {
  return Date.parse(`${timestamp.slice(0, 23)}Z`) + Number(timestamp.slice(23, 26)) / 1000;
}
