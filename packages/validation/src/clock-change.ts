const hour = 3_600_000;

/**
 * By how many milliseconds the local clock was set forward or back within three hours of an instant; 0
 * when it was not. This asks the platform, whose rules include daylight saving and changes of zone law.
 */
export function clockChangeAround(epochMs: number): number {
  const before = new Date(epochMs - 3 * hour).getTimezoneOffset();
  const after = new Date(epochMs + 3 * hour).getTimezoneOffset();
  return Math.abs(after - before) * 60_000;
}
