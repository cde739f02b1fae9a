import { changesBetween } from './changes-between.ts';
import type { EngineListing } from './engine-listing.ts';
import type { RosterEvent } from './roster-event.ts';

/** How a watch asks again. */
export interface PollingOptions {
  /** Reads what is there; undefined where it cannot be read now, and then it is asked again. */
  readonly list: () => Promise<EngineListing | undefined>;
  /** Waits until it is time to ask again; at an abort it resolves at once. */
  readonly pause: () => Promise<void>;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Watches an engine that tells nothing by itself: lists, and reports what is different from the last
 * list. It loses no history, so that it never says `resync`.
 *
 * @param options - how to list, and how long to wait
 * @returns what was there, `synced`, and then what changes, until the signal is aborted
 * @throws `list` and `pause` of the options
 * @example
 * const events = pollingWatch({ list: () => listed(missionId), pause: () => wait(15_000), signal });
 */
export async function* pollingWatch({
  list,
  pause,
  signal,
}: PollingOptions): AsyncGenerator<RosterEvent, void> {
  let reported: EngineListing | undefined;
  while (!signal.aborted) {
    const found = await list();
    if (signal.aborted) return;
    if (found !== undefined) {
      yield* changesBetween(reported, found);
      if (reported === undefined) yield { kind: 'synced' };
      reported = found;
    }
    await pause();
  }
}
