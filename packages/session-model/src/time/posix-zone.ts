import type { TimeZone } from './time-zone.ts';
import { changeOfYear, type YearlyChange, yearlyChange } from './yearly-change.ts';

/**
 * What the C library takes where a zone has a summer time and no rule (tzset(3)), unless an old set of
 * zone files holds another rule for that.
 */
const usualRule = ['M3.2.0', 'M11.1.0'] as const;

const hourMs = 3_600_000;

/**
 * Makes the zone of a POSIX TZ string, which JavaScript engines read as UTC, or not at all: a name and an offset,
 * and a summer time with its rule (POSIX.1-2024, 8.3; RFC 9636 for times of more than a day).
 *
 * @param text - the string, without a colon before it
 * @returns the zone, as the C library has it; undefined when this is no POSIX TZ string
 * @example
 * posixZone('EST5EDT,M3.2.0,M11.1.0')?.offsetAt(Date.UTC(2026, 6, 1)); // -14400000
 */
export function posixZone(text: string): TimeZone | undefined {
  const parts = form().exec(text)?.groups;
  if (parts === undefined) return undefined;
  const standard = offsetOf(parts['std'] ?? '');
  if (standard === undefined) return undefined;
  if (parts['summer'] === undefined) return { offsetAt: () => standard };
  const { dst, start = usualRule[0], end = usualRule[1] } = parts;
  const summer = dst === undefined ? standard + hourMs : offsetOf(dst);
  const [begins, ends] = [yearlyChange(start), yearlyChange(end)];
  if (summer === undefined || begins === undefined || ends === undefined) return undefined;
  return seasonalZone({ standard, summer, begins, ends });
}

/** `std offset [dst [offset] [,start[/time],end[/time]]]`, all of it. Made when it is needed. */
function form(): RegExp {
  const name = '(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)';
  const offset = String.raw`[+-]?\d{1,2}(?::\d{1,2}){0,2}`;
  const time = String.raw`(?:/[+-]?\d{1,3}(?::\d{1,2}){0,2})?`;
  const date = String.raw`(?:J\d{1,3}|\d{1,3}|M\d{1,2}\.\d\.\d)${time}`;
  const rule = `,(?<start>${date}),(?<end>${date})`;
  return new RegExp(
    `^${name}(?<std>${offset})(?:${name}(?<dst>${offset})?(?:${rule})?(?<summer>))?$`,
  );
}

function seasonalZone({
  standard,
  summer,
  begins,
  ends,
}: {
  readonly standard: number;
  readonly summer: number;
  readonly begins: YearlyChange;
  readonly ends: YearlyChange;
}): TimeZone {
  return {
    offsetAt(epochMs) {
      // The year of UTC, as the C library has it: only a rule at the turn of a year could tell.
      const year = new Date(epochMs).getUTCFullYear();
      const start = changeOfYear(begins, year) - standard;
      const end = changeOfYear(ends, year) - summer;
      const isSummer =
        start > end ? epochMs < end || epochMs >= start : epochMs >= start && epochMs < end;
      return isSummer ? summer : standard;
    },
  };
}

/** How far local time is ahead of UTC; the string has it the other way round. */
function offsetOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? 1 : -1;
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/[+-]/, '').split(':').map(Number);
  if (hours > 24 || minutes > 59 || seconds > 59) return undefined;
  return sign * (hours * hourMs + minutes * 60_000 + seconds * 1000) + 0;
}
