import type { VersionedClaim } from '../../engine/engine-claim.ts';
import type { EngineListing, VersionedEntry } from '../../engine/engine-listing.ts';

/** What several `memoryEngine`s share, in this process. */
export interface MemoryStore {
  /** Gives the records of a mission, to read and to change; `notify` is called after a change. */
  readonly recordsOf: (missionId: string) => MemoryRecords;
  /** Gives another version than every one before. */
  readonly nextVersion: () => string;
  /** Says that something changed: watches look again. */
  readonly notify: () => void;
  /** Resolves at the next `notify`, and when the signal is aborted. */
  readonly nextChange: (signal: AbortSignal) => Promise<void>;
  /** How many wait for a change. */
  readonly waiting: () => number;
  /** How it is now. */
  readonly state: () => MemoryState;
  /** Makes it unreachable while something is done. */
  readonly outage: (during: () => Promise<void>) => Promise<void>;
  /** Lets no watch hear of changes while something is done, and forgets what was done. */
  readonly loseHistory: (meanwhile: () => Promise<void>) => Promise<void>;
}

/** How a store is now. */
export interface MemoryState {
  /** How often something changed. */
  readonly revision: number;
  /** How often history was lost. */
  readonly losses: number;
  /** Whether clients reach it. */
  readonly reachable: boolean;
  /** Whether watches hear of changes. */
  readonly heard: boolean;
}

/** The records of a mission. */
export interface MemoryRecords {
  /** By participant id. */
  readonly entries: Map<string, VersionedEntry>;
  /** By focus. */
  readonly claims: Map<string, VersionedClaim>;
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
  const missions = new Map<string, MemoryRecords>();
  const listeners = new Set<() => void>();
  let versions = 0;
  let state: MemoryState = { revision: 0, losses: 0, reachable: true, heard: true };
  const notify = (change: Partial<MemoryState> = {}): void => {
    state = { ...state, ...change, revision: state.revision + 1 };
    for (const listener of listeners) listener();
  };
  return {
    recordsOf: (missionId) => {
      const records = missions.get(missionId) ?? { entries: new Map(), claims: new Map() };
      missions.set(missionId, records);
      return records;
    },
    nextVersion: () => `v${++versions}`,
    notify: () => notify(),
    nextChange: (signal) => nextCall(listeners, signal),
    waiting: () => listeners.size,
    state: () => state,
    outage: async (during) => {
      notify({ reachable: false, heard: false });
      try {
        await during();
      } finally {
        notify({ reachable: true, heard: true });
      }
    },
    loseHistory: async (meanwhile) => {
      notify({ heard: false });
      try {
        await meanwhile();
      } finally {
        notify({ heard: true, losses: state.losses + 1 });
      }
    },
  };
}

/** What a client reads: a copy, which later changes leave as it is. */
export function listingOf({ entries, claims }: MemoryRecords): EngineListing {
  return { entries: [...entries.values()], claims: [...claims.values()], damaged: [] };
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
