import { usageError } from '../../argv/usage-error.ts';

const units: ReadonlyMap<string, number> = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
]);

/** The milliseconds of an age such as `30d`. @throws CliError `USAGE` */
export function ageOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([dhm])$/.exec(text) ?? [];
  const unitMs = units.get(unit);
  if (unitMs !== undefined) return Number(count) * unitMs;
  throw usageError(
    `--older-than takes a number of days, hours or minutes, such as 30d, 12h or 90m, not '${text}'`,
    'prune',
  );
}
