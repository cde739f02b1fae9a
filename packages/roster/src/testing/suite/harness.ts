import type { RosterEngine } from '../../engine/roster-engine.ts';
import type { ClientWork, KillMoment } from './client-steps.ts';

/**
 * How the conformance suite gets at an engine. A store is what the clients of a team share: a repository,
 * a cluster, a directory. What is optional are faults that not every test can cause; rules that need one
 * that is missing are not run, and say so.
 */
export interface EngineHarness<Store = unknown> extends Partial<Faults<Store>> {
  /** Creates an empty store; each rule gets its own. */
  readonly createStore: () => Promise<Store>;
  /** Opens one more client of a store, as another process would. The suite closes it. */
  readonly open: (store: Store) => Promise<RosterEngine>;
  /** Removes a store, after its clients were closed. */
  readonly removeStore: (store: Store) => Promise<void>;
}

/** What a harness can do to a store, besides opening clients. */
export interface Faults<Store> {
  /** Opens a client that may read and not write. */
  readonly openReadOnly: (store: Store) => Promise<RosterEngine>;
  /** Makes the store unreachable for every client while something is done, and reachable again. */
  readonly outage: (store: Store, during: () => Promise<void>) => Promise<void>;
  /**
   * Keeps every watch from hearing of changes while something is done, makes the store forget what
   * changed, and lets the watches go on. For engines whose watches go on by a history that can be lost.
   */
  readonly loseHistory: (store: Store, meanwhile: () => Promise<void>) => Promise<void>;
  /**
   * Runs `clientSteps` with a client of its own in a process of its own, kills that process with SIGKILL
   * at a moment, and resolves once it has ended.
   */
  readonly killClient: (store: Store, work: ClientWork, moment: KillMoment) => Promise<void>;
  /** Counts what the clients of a store hold that would keep a process: connections, timers, processes. */
  readonly held: (store: Store) => number | Promise<number>;
}

/** A fault that a rule needs. */
export type FaultName = keyof Faults<unknown>;
