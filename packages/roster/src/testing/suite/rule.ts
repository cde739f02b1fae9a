import type { RosterEngine } from '../../engine/roster-engine.ts';
import { type Bounds, type ConformanceBounds, withDefaults } from './bounds.ts';
import type { ClientWork, KillMoment } from './client-steps.ts';
import { within } from './expectations.ts';
import type { EngineHarness, FaultName } from './harness.ts';

/** One promise of the port, and how it is checked. */
export interface Rule {
  /** Its name, which stays the same in later versions. */
  readonly name: string;
  /** What it demands, as a sentence. */
  readonly promise: string;
  /** The faults that the harness must be able to cause for it. */
  readonly needs: readonly FaultName[];
  /**
   * Checks it with a new store. Rejects with `RuleBrokenError` (ERR_ROSTER_RULE_BROKEN) where the engine
   * breaks it, and where the harness cannot cause what it needs.
   */
  readonly run: <Store>(harness: EngineHarness<Store>, bounds?: ConformanceBounds) => Promise<void>;
}

/** A store, as a rule sees it. */
export interface Trial {
  readonly bounds: Bounds;
  readonly open: () => Promise<RosterEngine>;
  readonly openReadOnly: () => Promise<RosterEngine>;
  readonly outage: (during: () => Promise<void>) => Promise<void>;
  readonly loseHistory: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly killClient: (work: ClientWork, moment: KillMoment) => Promise<void>;
  /** How many things are held; undefined where the harness cannot count them. */
  readonly held: () => Promise<number | undefined>;
  /** Gives up with a message when something takes longer than the patience of the bounds. */
  readonly within: <T>(what: string, work: Promise<T>) => Promise<T>;
}

/** Makes a rule of what it checks; clients and store are closed and removed whatever happens. */
export function rule(
  name: string,
  promise: string,
  check: (trial: Trial) => Promise<void>,
  needs: readonly FaultName[] = [],
): Rule {
  return {
    name,
    promise,
    needs,
    run: async (harness, given) => {
      const bounds = withDefaults(given);
      const store = await harness.createStore();
      const opened: RosterEngine[] = [];
      const trial = trialOf(harness, store, { bounds, opened });
      const end = async (): Promise<void> => {
        await trial.within('closing the clients', Promise.all(opened.map((each) => each.close())));
        await harness.removeStore(store);
      };
      try {
        await check(trial);
      } catch (error) {
        // What broke first says more than what cannot be closed because of it.
        await end().catch(() => undefined);
        throw error;
      }
      await end();
    },
  };
}

function trialOf<Store>(
  harness: EngineHarness<Store>,
  store: Store,
  { bounds, opened }: { readonly bounds: Bounds; readonly opened: RosterEngine[] },
): Trial {
  const keep = async (opening: Promise<RosterEngine>): Promise<RosterEngine> => {
    const engine = await opening;
    opened.push(engine);
    return engine;
  };
  return {
    bounds,
    open: () => keep(harness.open(store)),
    openReadOnly: () => keep(caused('openReadOnly', harness.openReadOnly)(store)),
    outage: (during) => caused('outage', harness.outage)(store, during),
    loseHistory: (meanwhile) => caused('loseHistory', harness.loseHistory)(store, meanwhile),
    killClient: (work, moment) => caused('killClient', harness.killClient)(store, work, moment),
    held: async () => harness.held?.(store),
    within: (what, work) => within(bounds.patienceMs, what, work),
  };
}

function caused<T>(name: FaultName, fault: T | undefined): T {
  if (fault === undefined) throw new TypeError(`the harness has no '${name}'`);
  return fault;
}
