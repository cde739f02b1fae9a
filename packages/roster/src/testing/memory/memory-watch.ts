import { changesBetween } from '../../engine/changes-between.ts';
import type { EngineListing } from '../../engine/engine-listing.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import { listingOf, type MemoryStore } from './memory-store.ts';

/** Reports what is there, and then what changes; `resync` first where the store has lost history. */
export async function* watchMemory(
  store: MemoryStore,
  missionId: string,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent, void> {
  let reported: EngineListing | undefined;
  let seen = store.state();
  while (!signal.aborted) {
    const now = store.state();
    if (now.heard && (reported === undefined || now.revision !== seen.revision)) {
      const found = listingOf(store.recordsOf(missionId));
      if (reported !== undefined && now.losses !== seen.losses) yield { kind: 'resync' };
      yield* changesBetween(reported, found);
      if (reported === undefined) yield { kind: 'synced' };
      reported = found;
      seen = now;
    } else await store.nextChange(signal);
  }
}
