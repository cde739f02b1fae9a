import type { RosterEngine } from '../src/index.ts';
import {
  clientSteps,
  type EngineHarness,
  type MemoryEngineOptions,
  type MemoryStore,
  memoryStore,
} from '../src/testing.ts';

/** Opens a client: the right one, or one with a mistake. */
export type Opener = (store: MemoryStore, options?: MemoryEngineOptions) => RosterEngine;

/** A harness for engines in memory, which can cause every fault. */
export function memoryHarness(open: Opener): EngineHarness<MemoryStore> {
  return {
    createStore: async () => memoryStore(),
    open: async (store) => open(store),
    removeStore: async () => undefined,
    openReadOnly: async (store) => open(store, { write: false }),
    outage: (store, during) => store.outage(during),
    loseHistory: (store, meanwhile) => store.loseHistory(meanwhile),
    held: (store) => store.waiting(),
    killClient: async (store, work, { step, afterMs }) => {
      const life = { accesses: Number.POSITIVE_INFINITY };
      let stop = (): void => undefined;
      const stopped = new Promise<void>((resolve) => {
        stop = resolve;
      });
      const pause = async (): Promise<void> => {
        life.accesses -= 1;
        if (life.accesses >= 0) return;
        stop();
        await new Promise<never>(() => undefined);
      };
      const steps = clientSteps(open(store, { pause }), work);
      for (let done = 0; done < step; done += 1) await steps.next();
      // A process in memory does not know milliseconds: it is killed after so many accesses.
      life.accesses = afterMs;
      await Promise.race([steps.next(), stopped]);
      life.accesses = 0;
    },
  };
}

/** Enough to find each mistake, and quick. */
export const quickBounds = {
  claimants: 4,
  rounds: 3,
  writers: 3,
  publishes: 4,
  patienceMs: 150,
  quietMs: 10,
  outageMs: 20,
  killsAfterMs: [0, 1, 2, 3],
} as const;
