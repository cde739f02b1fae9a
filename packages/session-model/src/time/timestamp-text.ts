import { errorIssue, type Parsed, parsed, refused } from '../issue.ts';
import { isOnCalendar, isoText } from './calendar.ts';
import { instantOf, machineZone, type TimeZone } from './time-zone.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * How a file writes its times: as we do, with `Z`; or as Python 1.x does, local and without an
 * offset.
 */
export type TimestampDialect = 'utc' | 'naive-local';

/** Every form that is read; all it leaves open is whether the month has that many days. */
export const timestampPattern: RegExp =
  /^((?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-](?:[01]\d|2[0-3]))(?::?([0-5]\d))?)?$/;

/** The form we write: if there is such a day, it is its own timestamp, as it stands. */
const canonical =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

/**
 * Reads what this product and Python's `isoformat()` write, and of what `fromisoformat()` reads besides:
 * a space for the `T`, no seconds, 1 to 9 digits of fraction (cut to microseconds), and offsets written
 * `+HH:MM`, `+HHMM` or `+HH`. Without `Z` or an offset it is local time, in a repeated hour the first of
 * the two instants. Years 1 to 9999.
 *
 * @param text - the text, whatever is in it
 * @param zone - whose local time a text without an offset is; default: the engine's, of this process
 * @returns the timestamp and the dialect of the text; or an issue `TIMESTAMP_FORMAT`, which does not contain the
 *   text
 * @example
 * parseTimestamp('2026-02-15 14:16:02+01'); // its timestamp is 2026-02-15T13:16:02.000000Z, its dialect utc
 */
export function parseTimestamp(
  text: string,
  zone: TimeZone = machineZone,
): Parsed<{ readonly timestamp: Timestamp; readonly dialect: TimestampDialect }> {
  // Nearly every text that is read: the other pattern, which costs more to compile, is spared.
  if (canonical.test(text) && isOnCalendar(text)) {
    return parsed({ timestamp: text as Timestamp, dialect: 'utc' });
  }
  const match = timestampPattern.exec(text);
  if (match === null) return noTimestamp('it is no date and time like 2026-02-15T13:16:02Z');
  const [, day = '', minutes = '', seconds = '00', fraction = '', z, hours, offset = '00'] = match;
  if (!isOnCalendar(day)) return noTimestamp('there is no such day');
  const written = `${day}T${minutes}:${seconds}`;
  const isLocal = z === undefined && hours === undefined;
  const read = Date.parse(`${written}${z ?? (isLocal ? 'Z' : `${hours}:${offset}`)}`);
  const utc = z === undefined ? textOf(isLocal ? instantOf(read, zone) : read) : written;
  if (utc === undefined) return noTimestamp('it is outside the years 1 to 9999');
  return parsed({
    timestamp: `${utc}.${fraction.slice(0, 6).padEnd(6, '0')}Z` as Timestamp,
    dialect: isLocal ? 'naive-local' : 'utc',
  });
}

/**
 * Writes a timestamp in a dialect. `naive-local` leaves out a fraction of zero, as Python does, and gives
 * both instants of a repeated hour the same text. An instant whose local year is outside 1 to 9999 is
 * written in UTC.
 *
 * @param timestamp - the timestamp
 * @param dialect - how it is written
 * @param zone - whose local time is written; default: the engine's, of this process
 * @returns the text
 * @example
 * formatTimestamp(joinedAt, 'naive-local'); // in Berlin: 2026-02-15T14:16:02.154627
 */
export function formatTimestamp(
  timestamp: Timestamp,
  dialect: TimestampDialect,
  zone: TimeZone = machineZone,
): string {
  if (dialect === 'utc') return timestamp;
  const epochMs = Date.parse(`${timestamp.slice(0, 19)}Z`);
  const local = textOf(epochMs + zone.offsetAt(epochMs));
  if (local === undefined) return timestamp;
  const fraction = timestamp.slice(19, 26);
  return fraction === '.000000' ? local : local + fraction;
}

/** To the second, without a zone. */
function textOf(ms: number): string | undefined {
  return isoText(ms)?.slice(0, 19);
}

function noTimestamp(reason: string): Parsed<never> {
  return refused(errorIssue('TIMESTAMP_FORMAT', '', `not a timestamp: ${reason}`));
}
