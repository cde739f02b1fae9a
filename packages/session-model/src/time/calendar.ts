/**
 * The ISO text of an instant in UTC, milliseconds and `Z` included; only of the years 1 to 9999.
 */
export function isoText(epochMs: number): string | undefined {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  // Other years are written with a sign and six digits, but for the year 0.
  return text.length === 24 && !text.startsWith('0000') ? text : undefined;
}

/**
 * Whether a text that begins with a `YYYY-MM-DD`, its month 01 to 12 and its day 01 to 31, names a
 * day that exists.
 */
export function isOnCalendar(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return Number(day.slice(8, 10)) <= daysIn(month, year);
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
