import { machineZone, type TimeZone } from '@missionctl/session-model';

const hour = 3_600_000;

/**
 * By how many milliseconds the local clock was set forward or back within three hours of an instant; 0
 * when it was not. The rules of a zone include daylight saving and changes of zone law.
 */
export function clockChangeAround(epochMs: number, zone: TimeZone = machineZone): number {
  return Math.abs(zone.offsetAt(epochMs + 3 * hour) - zone.offsetAt(epochMs - 3 * hour));
}
