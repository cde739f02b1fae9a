import type { Verdict } from '../verdict/verdict-of.ts';
import type { SeenEntry } from './engine-state.ts';

/** How often whatever lives long publishes its entry again, in milliseconds. */
export const renewalMs: number = 5 * 60 * 1000;

/**
 * Says whether a participant of another home is alive: gone only where its home says so, and here only
 * where its entry was seen to change within three renewals, by this home's clock. Other clocks are never
 * compared with this one.
 *
 * @param said - the verdict of its home
 * @param seen - what this home saw of its entry; undefined for nothing
 * @param nowMs - the time, by this home's clock
 * @returns the verdict; `unknown` where nothing is proven
 * @example
 * verdictElsewhere('here', { participantId, version }, Date.now()); // unknown: it was seen once
 */
export function verdictElsewhere(
  said: Verdict,
  seen: Pick<SeenEntry, 'changedAt'> | undefined,
  nowMs: number,
): Verdict {
  if (said === 'gone' || seen?.changedAt === undefined) return said === 'gone' ? said : 'unknown';
  const age = nowMs - Date.parse(seen.changedAt);
  return age >= 0 && age <= 3 * renewalMs ? said : 'unknown';
}
