import { setImmediate } from 'node:timers/promises';
import { releaseClaim } from '../../claim/change-claim.ts';
import { grantedClaim, type VersionedClaim } from '../../engine/engine-claim.ts';
import type { EngineWait } from '../../engine/engine-wait.ts';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import { RosterClosedError, RosterDeniedError, RosterUnavailableError } from '../../errors.ts';
import { listingOf, type MemoryStore } from './memory-store.ts';
import { watchMemory } from './memory-watch.ts';

/** How a client in memory behaves. */
export interface MemoryEngineOptions {
  /** Whether it may write; default: true. */
  readonly write?: boolean | undefined;
  /** Is waited for before each access to the store: a delay of one's own; default: none. */
  readonly pause?: (() => Promise<void>) | undefined;
}

const name = 'memory:';
const defaultTimeoutMs = 1000;

/**
 * Opens a client of a store in memory: an engine that keeps every promise of the port, for tests of what
 * uses one, and to read how little an engine has to do.
 *
 * @param store - the store
 * @param options - whether it may write, and how slow it is
 * @returns the client
 * @example
 * const engine = memoryEngine(memoryStore());
 */
export function memoryEngine(store: MemoryStore, options: MemoryEngineOptions = {}): RosterEngine {
  const { write = true, pause } = options;
  const closing = new AbortController();
  const access = async <T>(wait: EngineWait | undefined, work: () => T): Promise<T> => {
    await reach(store, closing.signal, wait);
    await pause?.();
    wait?.signal?.throwIfAborted();
    if (closing.signal.aborted) throw new RosterClosedError(name);
    return work();
  };
  const change = <T>(wait: EngineWait | undefined, work: () => T): Promise<T> =>
    access(wait, () => {
      if (!write) throw new RosterDeniedError(name, 'write');
      return work();
    });
  return {
    capabilities: {
      ordering: 'per-record',
      watch: { kind: 'push' },
      durability: 'volatile',
      write,
    },
    publish: (missionId, entry, wait) => {
      const copy = structuredClone(entry);
      return change(wait, () => {
        const version = store.nextVersion();
        store.recordsOf(missionId).entries.set(entry.participantId, { entry: copy, version });
        store.notify();
      });
    },
    withdraw: (missionId, participantId, wait) =>
      change(wait, () => {
        store.recordsOf(missionId).entries.delete(participantId);
        store.notify();
      }),
    list: (missionId, wait) => access(wait, () => listingOf(store.recordsOf(missionId))),
    claim: (missionId, focus, request) =>
      change(request, () => {
        const current = store.recordsOf(missionId).claims.get(focus);
        if ((current?.version ?? 'absent') !== request.expecting)
          return { status: 'held', current };
        const claim = grantedClaim(focus, current?.claim, request);
        return { status: 'granted', ...swap(store, missionId, claim) };
      }),
    release: (missionId, focus, request) =>
      change(request, () => {
        const current = store.recordsOf(missionId).claims.get(focus);
        if (current?.version !== request.expecting) return { status: 'changed', current };
        const claim = releaseClaim(current.claim, current.claim.holder ?? '');
        return { status: 'released', ...swap(store, missionId, claim) };
      }),
    watch: async function* (missionId, { signal } = {}) {
      const ended = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      yield* watchMemory(store, missionId, ended);
      if (closing.signal.aborted && signal?.aborted !== true) throw new RosterClosedError(name);
    },
    close: async () => closing.abort(),
  };
}

function swap(
  store: MemoryStore,
  missionId: string,
  claim: VersionedClaim['claim'],
): VersionedClaim {
  const versioned = { claim, version: store.nextVersion() };
  store.recordsOf(missionId).claims.set(claim.focus, versioned);
  store.notify();
  return versioned;
}

/** Waits until the store can be reached, and at least until others had their turn. */
async function reach(
  store: MemoryStore,
  closing: AbortSignal,
  { signal, timeoutMs = defaultTimeoutMs }: EngineWait = {},
): Promise<void> {
  signal?.throwIfAborted();
  await setImmediate();
  if (store.state().reachable) return;
  const late = AbortSignal.timeout(timeoutMs);
  const ended = AbortSignal.any([closing, late, ...(signal === undefined ? [] : [signal])]);
  while (!store.state().reachable && !ended.aborted) await store.nextChange(ended);
  signal?.throwIfAborted();
  if (late.aborted && !store.state().reachable) throw new RosterUnavailableError(name, 'timeout');
}
