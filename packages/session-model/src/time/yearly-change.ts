/** A day of each year, and a time on it, at which clocks are changed. */
export interface YearlyChange {
  /** The day's midnight in a year, as if local time were UTC. */
  readonly dayOf: (year: number) => number;
  /** The time on that day, in milliseconds; it may lie days before or after. */
  readonly timeMs: number;
}

const dayMs = 86_400_000;
const longestHours = 167;

/**
 * Reads one date of a rule of a POSIX TZ string: `Jn`, `n` or `Mm.w.d`, and `/time`; undefined when
 * there is no such day or time.
 */
export function yearlyChange(text: string): YearlyChange | undefined {
  const [date = '', time = '2'] = text.split('/');
  const dayOf = dayOfYear(date);
  const timeMs = timeOf(time);
  return dayOf === undefined || timeMs === undefined ? undefined : { dayOf, timeMs };
}

/** When the change is in a year, in local time before it. */
export function changeOfYear({ dayOf, timeMs }: YearlyChange, year: number): number {
  return dayOf(year) + timeMs;
}

function dayOfYear(date: string): YearlyChange['dayOf'] | undefined {
  if (date.startsWith('M')) return weekdayOf(date.slice(1).split('.').map(Number));
  const day = Number(date.replace('J', ''));
  // From 0 and with the leap day, or from 1 and without it.
  if (!date.startsWith('J')) return day > 365 ? undefined : (year) => dayAt(year, 0, 1 + day);
  if (day < 1 || day > 365) return undefined;
  return (year) => dayAt(year, 0, day + (day > 59 && isLeap(year) ? 1 : 0));
}

/** The w-th weekday d of month m; the fifth is the last. */
function weekdayOf([month = 0, week = 0, weekday = 0]: readonly number[]):
  | YearlyChange['dayOf']
  | undefined {
  if (month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return undefined;
  return (year) => {
    const first = dayAt(year, month - 1, 1);
    const day = (weekday - new Date(first).getUTCDay() + 7) % 7;
    const wanted = first + (day + (week - 1) * 7) * dayMs;
    return wanted < dayAt(year, month, 1) ? wanted : wanted - 7 * dayMs;
  };
}

function timeOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/[+-]/, '').split(':').map(Number);
  if (hours > longestHours || minutes > 59 || seconds > 59) return undefined;
  return sign * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** `Date.UTC` takes the years 0 to 99 for those of the last century. */
function dayAt(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

function isLeap(year: number): boolean {
  return dayAt(year, 1, 29) !== dayAt(year, 2, 1);
}
