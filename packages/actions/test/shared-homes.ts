import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type EngineListing,
  type Presence,
  type RosterEngine,
  RosterUnavailableError,
} from '@missionctl/roster';
import { changePresence, readRoster } from '@missionctl/roster/operations';
import { type MemoryStore, memoryEngine, memoryStore } from '@missionctl/roster/testing';
import {
  chooseEngineSync,
  type EngineSource,
  type Evidence,
  engineOfSync,
  type HomeOptions,
  setDrive,
  setFocus,
  type WorkOptions,
  type WorkOutcome,
} from '../src/index.ts';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { evidence, joined, type TestHome, testHome } from './test-home.ts';

/** What is driven in these tests, and what is driven instead. */
export const focus = 'wp:WP01';
export const elsewhere = 'wp:WP02';
export const missionId = 'demo';
export const url = 'memory:team';

/** What happens to the calls of one home. */
export type Fault = (name: keyof RosterEngine, call: () => Promise<unknown>) => Promise<unknown>;

/** The home of one machine; its owner and an agent, `bot`, have joined the mission that is shared. */
export interface SharedHome extends TestHome {
  readonly me: Evidence;
  readonly bot: Evidence;
  /** The participant id of the owner, or of the agent. */
  id(alias?: string): string;
  /** What its engine was asked, in order; emptied by reading. */
  asked(): readonly string[];
  /** From now on each call to the engine goes this way; undefined for as they are. */
  fails(fault: Fault | undefined): void;
  /** The record of the claim at home. */
  claim(of?: string): Claim | undefined;
  presence(alias?: string): Presence | undefined;
  present(change: (presence: Presence | undefined) => Presence | undefined, alias?: string): void;
  /** Sets the focus, and then the intent. */
  drives(
    options?: WorkOptions & { readonly of?: string; readonly who?: Evidence },
  ): Promise<WorkOutcome>;
}

/** Homes that see each other through one engine in memory. */
export interface Team {
  readonly store: MemoryStore;
  readonly homes: readonly SharedHome[];
  /** What the engine holds. */
  there(): EngineListing;
  /** The claim at the engine. */
  claim(of?: string): Claim | undefined;
  /** All that the engine holds is gone, as after a push that mirrors another repository. */
  mirrorDeletes(): void;
  /** Sets the clocks of all homes forward. */
  pass(ms: number): void;
}

/** A call that ends at once as one of an engine that cannot be reached. */
export const away: Fault = async () => {
  throw new RosterUnavailableError(url, 'ECONNREFUSED');
};

/** Two homes that see each other. */
export interface Pair extends Omit<Team, 'homes'> {
  readonly one: SharedHome;
  readonly other: SharedHome;
}

export function pair(store?: MemoryStore): Pair {
  const { homes, ...of } = team(2, store);
  const [one, other] = homes;
  if (one === undefined || other === undefined) throw new Error('there are not two homes');
  return { ...of, one, other };
}

export function team(count = 2, store: MemoryStore = memoryStore()): Team {
  const homes = Array.from({ length: count }, (_, index) => sharedHome(memoryEngine(store), index));
  const there = (): EngineListing => {
    const { entries, claims } = store.recordsOf(missionId);
    return { entries: [...entries.values()], claims: [...claims.values()], damaged: [] };
  };
  return {
    store,
    homes,
    there,
    claim: (of = focus) => store.recordsOf(missionId).claims.get(of)?.claim,
    mirrorDeletes: () => {
      store.recordsOf(missionId).claims.clear();
      store.recordsOf(missionId).entries.clear();
    },
    pass: (ms) => {
      for (const home of homes) home.pass(ms);
    },
  };
}

/** The files of each home in which both have joined: that is durable, and every test begins with it. */
const begun: Readonly<Record<string, string>>[] = [];

function begin(index: number): Readonly<Record<string, string>> {
  const home = testHome();
  joined(home, missionId);
  joined(home, missionId, { alias: 'bot' });
  chooseEngineSync(home, missionId, { url });
  const files = readdirSync(home.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = files.map((path) => [relative(home.path, path), readFileSync(path, 'utf8')]);
  const found = Object.fromEntries(texts);
  begun[index] = found;
  return found;
}

/** The home of a number, in which the engine is what the mission is shared through. */
export function sharedHome(
  open: RosterEngine,
  index: number,
  { clock, withinMs }: Pick<HomeOptions, 'clock'> & Pick<EngineSource, 'withinMs'> = {},
): SharedHome {
  let asked: string[] = [];
  let fault: Fault | undefined;
  const engine = observed(open, async (name, call) => {
    asked.push(name);
    return fault === undefined ? await call() : await fault(name, call);
  });
  const home = testHome({ clock, engine: { open: () => engine, withinMs } });
  for (const [path, text] of Object.entries(begun[index] ?? begin(index))) {
    home.write(join(home.path, path), text);
  }
  if (engineOfSync(home, missionId).status !== 'chosen') throw new Error('no engine');
  const roster = rosterOf(home, missionId);
  const id = (alias?: string): string =>
    String(JSON.parse(home.text({ missionId, alias })).participant_id);
  const me = evidence({ flag: missionId });
  return {
    ...home,
    me,
    bot: evidence({ flag: missionId, alias: 'bot' }),
    id,
    asked: () => {
      const before = asked;
      asked = [];
      return before;
    },
    fails: (next) => {
      fault = next;
    },
    claim: (of = focus) => runSync(readRoster(roster)).claims.get(of),
    presence: (alias) => runSync(readRoster(roster)).presences.get(id(alias)),
    present: (change, alias) => void runSync(changePresence(roster, id(alias), change)),
    drives: async ({ of = focus, who = me, ...options } = {}) => {
      await setFocus(home, who, of, options);
      return await setDrive(home, who, 'active', options);
    },
  };
}

function observed(engine: RosterEngine, by: Fault): RosterEngine {
  const through =
    <A extends readonly unknown[], T>(name: keyof RosterEngine, call: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      by(name, () => call(...args)) as Promise<T>;
  return {
    ...engine,
    publish: through('publish', engine.publish),
    withdraw: through('withdraw', engine.withdraw),
    list: through('list', engine.list),
    claim: through('claim', engine.claim),
    release: through('release', engine.release),
  };
}
