import type { VersionedClaim } from '../../engine/engine-claim.ts';
import type { EngineListing, VersionedEntry } from '../../engine/engine-listing.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';

/** A change of a record, as a watch reports it. */
export type MemoryChange = Exclude<RosterEvent, { readonly kind: 'synced' | 'resync' }>;

/** What several `memoryEngine`s share, in this process. It keeps every change, so that watches can go on. */
export interface MemoryStore {
  /** Tells whether clients reach it. */
  readonly isReachable: () => boolean;
  /** Gives another version than every one before. */
  readonly nextVersion: () => string;
  /** Gives the records of a mission, as they are now. */
  readonly recordsOf: (missionId: string) => MemoryRecords;
  /** Applies a change, at once, and keeps it. */
  readonly commit: (missionId: string, change: MemoryChange) => void;
  /** How many changes it has kept, forgotten ones included. */
  readonly revision: () => number;
  /** The changes of a mission after a revision; undefined where they are forgotten. */
  readonly changesSince: (
    missionId: string,
    revision: number,
  ) => readonly MemoryChange[] | undefined;
  /** Resolves at the next change, when reachability changes, and when the signal is aborted. */
  readonly nextEvent: (signal: AbortSignal) => Promise<void>;
  /** How many wait for something of it. */
  readonly waiting: () => number;
  /** Makes it unreachable while something is done. */
  readonly outage: (during: () => Promise<void>) => Promise<void>;
  /** Stops watches while something is done, and forgets what was done. */
  readonly loseHistory: (meanwhile: () => Promise<void>) => Promise<void>;
  /** Tells whether watches hear of changes. */
  readonly isHeard: () => boolean;
}

/** The records of a mission. */
export interface MemoryRecords {
  /** By participant id. */
  readonly entries: ReadonlyMap<string, VersionedEntry>;
  /** By focus. */
  readonly claims: ReadonlyMap<string, VersionedClaim>;
}

/**
 * Creates an empty store in memory.
 *
 * @returns the store; it ends with the last reference to it
 * @example
 * const store = memoryStore();
 * const [one, other] = [memoryEngine(store), memoryEngine(store)];
 */
export function memoryStore(): MemoryStore {
  const missions = new Map<string, Records>();
  const kept: { readonly missionId: string; readonly change: MemoryChange }[] = [];
  const listeners = new Set<() => void>();
  let [forgotten, versions, reachable, heard] = [0, 0, true, true];
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const recordsOf = (missionId: string): Records => {
    const records = missions.get(missionId) ?? { entries: new Map(), claims: new Map() };
    missions.set(missionId, records);
    return records;
  };
  return {
    isReachable: () => reachable,
    isHeard: () => reachable && heard,
    nextVersion: () => `v${++versions}`,
    recordsOf,
    commit: (missionId, change) => {
      apply(recordsOf(missionId), change);
      kept.push({ missionId, change });
      notify();
    },
    revision: () => kept.length,
    changesSince: (missionId, revision) =>
      revision < forgotten
        ? undefined
        : kept.slice(revision).flatMap((each) => (each.missionId === missionId ? each.change : [])),
    nextEvent: (signal) => nextCall(listeners, signal),
    waiting: () => listeners.size,
    outage: async (during) => {
      reachable = false;
      try {
        await during();
      } finally {
        reachable = true;
        notify();
      }
    },
    loseHistory: async (meanwhile) => {
      heard = false;
      try {
        await meanwhile();
      } finally {
        forgotten = kept.length;
        heard = true;
        notify();
      }
    },
  };
}

/**
 * Gives the records of a mission as a client reads them.
 *
 * @param records - the records
 * @returns a copy, which later changes leave as it is
 * @example
 * const { entries } = listingOf(store.recordsOf('demo'));
 */
export function listingOf({ entries, claims }: MemoryRecords): EngineListing {
  return { entries: [...entries.values()], claims: [...claims.values()], damaged: [] };
}

interface Records {
  readonly entries: Map<string, VersionedEntry>;
  readonly claims: Map<string, VersionedClaim>;
}

function apply({ entries, claims }: Records, change: MemoryChange): void {
  switch (change.kind) {
    case 'put':
      entries.set(change.entry.participantId, { entry: change.entry, version: change.version });
      return;
    case 'removed':
      entries.delete(change.participantId);
      return;
    default:
      claims.set(change.claim.focus, { claim: change.claim, version: change.version });
  }
}

function nextCall(listeners: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      listeners.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    listeners.add(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
