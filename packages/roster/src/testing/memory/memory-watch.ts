import type { VersionedClaim } from '../../engine/engine-claim.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import {
  listingOf,
  type MemoryChange,
  type MemoryRecords,
  type MemoryStore,
} from './memory-store.ts';

/** Reports what is there, then each change; after the store has forgotten some, what is there again. */
export async function* watchMemory(
  store: MemoryStore,
  missionId: string,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  await untilHeard(store, signal);
  let revision = store.revision();
  const reported = new Set<string>();
  const report = (changes: readonly MemoryChange[]): readonly MemoryChange[] => {
    for (const change of changes) remember(reported, change);
    revision = store.revision();
    return changes;
  };
  yield* report(puts(store.recordsOf(missionId)));
  yield { kind: 'synced' };
  while (!signal.aborted) {
    const changes = store.changesSince(missionId, revision);
    if (changes === undefined) {
      yield { kind: 'resync' };
      yield* report(differences(store.recordsOf(missionId), reported));
    } else if (changes.length > 0) yield* report(changes);
    else await store.nextEvent(signal);
    await untilHeard(store, signal);
  }
}

async function untilHeard(store: MemoryStore, signal: AbortSignal): Promise<void> {
  while (!store.isHeard() && !signal.aborted) await store.nextEvent(signal);
}

function puts(records: MemoryRecords): readonly MemoryChange[] {
  const { entries, claims } = listingOf(records);
  return [
    ...entries.map((each) => ({ kind: 'put', ...each }) as const),
    ...claims.map((each) => claimChange(each)),
  ];
}

function differences(
  records: MemoryRecords,
  reported: ReadonlySet<string>,
): readonly MemoryChange[] {
  const lost = [...reported].filter((participantId) => !records.entries.has(participantId));
  return [
    ...lost.map((participantId) => ({ kind: 'removed', participantId }) as const),
    ...puts(records),
  ];
}

function remember(reported: Set<string>, change: MemoryChange): void {
  if (change.kind === 'put') reported.add(change.entry.participantId);
  if (change.kind === 'removed') reported.delete(change.participantId);
}

/** What a watch reports of the record of a claim. */
export function claimChange(versioned: VersionedClaim): MemoryChange {
  return { kind: versioned.claim.holder === undefined ? 'released' : 'claimed', ...versioned };
}
