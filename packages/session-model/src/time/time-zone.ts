/** How far the local time of a place is ahead of UTC, at each instant. */
export interface TimeZone {
  /**
   * Takes an instant in milliseconds since 1970, and returns the milliseconds to add for local time.
   */
  readonly offsetAt: (epochMs: number) => number;
}

/**
 * Local time that is UTC.
 *
 * @example
 * const codec = sessionCodec(utcZone);
 */
export const utcZone: TimeZone = { offsetAt: () => 0 };

/** After so many years the calendar of UTC begins anew, to the day of the week. */
const cycleYears = 400;
const cycleMs = 146_097 * 86_400_000;

/**
 * Local time as the JavaScript engine has it for this process.
 *
 * @example
 * const minutes = machineZone.offsetAt(Date.now()) / 60_000;
 */
export const machineZone: TimeZone = {
  offsetAt(epochMs) {
    const at = new Date(epochMs);
    const seconds = [at.getHours(), at.getMinutes(), at.getSeconds()] as const;
    // A later cycle, since `Date.UTC` takes the years 0 to 99 for those of the last century.
    const year = at.getFullYear() + cycleYears;
    const local = Date.UTC(year, at.getMonth(), at.getDate(), ...seconds, at.getMilliseconds());
    return local - cycleMs - epochMs;
  },
};

const dayMs = 86_400_000;

/**
 * The instant of a local time, which is given as if it were UTC. As Python's `datetime.timestamp`
 * has it: of the two instants of a repeated hour the first, and in a skipped hour that of a clock
 * that was not yet set forward.
 */
export function instantOf(localMs: number, zone: TimeZone): number {
  const shows = (epochMs: number): number => epochMs + zone.offsetAt(epochMs);
  const one = localMs - zone.offsetAt(localMs);
  const isOne = shows(one) === localMs;
  // Where one instant is found already, the offset of a day before may lead to an earlier one.
  const other = localMs - zone.offsetAt(isOne ? one - dayMs : one);
  if (shows(other) === localMs) return other;
  return isOne ? one : Math.max(one, other);
}
