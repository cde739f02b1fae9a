import { effects, run } from '@missionctl/atomic-fs/operations';
import { type Presence, verdictFacts, watchRoster } from '@missionctl/roster';
import {
  type ListedSession,
  type Watch,
  type WatchOptions,
  watchMission,
} from '@missionctl/session-store';
import { endable, requireText } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../../home.ts';
import { lifeOf, machineNow, processesOf, rosterOf } from '../../roster/mission-roster.ts';

/**
 * Watches everything that a status of a mission is made of: its sessions, what its participants record
 * of themselves, and its claims; and once a second whether their processes still run, which no file
 * says.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - the signal that ends it
 * @returns an iterator that yields nothing, at first and whenever it is worth another look; `break`
 *   ends the watch, and nothing is held from then on
 * @throws ERR_INVALID_ID at the call; from `next()` the signal's reason, and what a list of the
 *   mission's sessions throws
 * @example
 * for await (const _ of watchForStatus(home, 'demo', { signal })) show(statusSync(home, evidence));
 */
export function watchForStatus(
  home: Home,
  missionId: string,
  options: WatchOptions = {},
): Watch<undefined> {
  requireHome(home);
  requireText('missionId', missionId);
  // Refused here, before anything is looked at.
  rosterOf(home, missionId);
  return endable((signal) => changesIn(home, missionId, signal), options);
}

/** How long a process may have ended before that is noticed. */
const lookMs = 1000;

/** What the verdicts of a mission rest on. */
interface Known {
  readonly listed: readonly ListedSession[];
  readonly presences: ReadonlyMap<string, Presence>;
}

async function* changesIn(
  home: Home,
  missionId: string,
  signal: AbortSignal,
): AsyncGenerator<undefined, void, undefined> {
  const elsewhere = await watchOf(home, missionId, signal);
  const sessions = watchMission(home.readOnlyStore, missionId, { signal });
  const records = { ...home, store: home.readOnlyStore };
  const roster = watchRoster(rosterOf(records, missionId), { signal });
  const nextList = () => coming(sessions.next(), ({ value: listed = [] }) => ({ listed }));
  const nextRoster = () =>
    coming(roster.next(), ({ value }) => ({ presences: value?.presences ?? new Map() }));
  const nextElsewhere = () => coming(elsewhere.next(), ({ done }) => ({ isOver: done === true }));
  const second = () => coming(run(effects.pause(lookMs), { signal }), () => ({}));
  try {
    let known: Known = { listed: [], presences: new Map() };
    for (const first of await Promise.all([nextList(), nextRoster()]))
      known = { ...known, ...first };
    let machine = await run(machineNow(home));
    let lives = livesOf(home, machine, known);
    yield undefined;
    let next = {
      list: nextList(),
      roster: nextRoster(),
      second: second(),
      elsewhere: nextElsewhere(),
    };
    for (;;) {
      const news = await Promise.race([next.list, next.roster, next.second, next.elsewhere]);
      if (news.listed !== undefined) next = { ...next, list: nextList() };
      else if (news.presences !== undefined) next = { ...next, roster: nextRoster() };
      else if (news.isOver === true) next = { ...next, elsewhere: new Promise(() => {}) };
      else if (news.isOver === false) next = { ...next, elsewhere: nextElsewhere() };
      else next = { ...next, second: second() };
      const isFile = news.listed !== undefined || news.presences !== undefined;
      // It is made with the first process that anybody records.
      if (isFile) machine = await run(machineNow(home));
      const { isOver: _, ...found } = news;
      known = { ...known, ...found };
      const before = lives;
      lives = livesOf(home, machine, known);
      if (isFile || news.isOver === false || lives !== before) yield undefined;
    }
  } finally {
    await Promise.all([sessions.return(), roster.return(), elsewhere.return()]);
  }
}

/** What is news. */
interface News extends Partial<Known> {
  /** Of what other homes do: whether it is watched no longer. */
  readonly isOver?: boolean;
}

/** What other homes do; nothing in a mission that is not shared. */
async function watchOf(
  home: Home,
  missionId: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<undefined, void, undefined>> {
  if (home.engine === undefined) return nothing();
  const { engineFor } = await import('../../engine/engine-for.ts');
  const { chosen } = await engineFor(home, missionId);
  if (chosen === undefined) return nothing();
  const { watchElsewhere } = await import('../../engine/watch-elsewhere.ts');
  return watchElsewhere(home, chosen, signal);
}

async function* nothing(): AsyncGenerator<undefined, void, undefined> {}

/** What a promise is news of. Nobody may be waiting for it when the watch ends. */
function coming<T>(promise: Promise<T>, news: (value: T) => News): Promise<News> {
  const made = promise.then(news);
  made.catch(() => {});
  return made;
}

/** Equal for two moments between which nobody has ended, or fallen quiet. */
function livesOf(home: Home, machine: string | undefined, { listed, presences }: Known): string {
  const facts = verdictFacts([...presences.values()], machine, processesOf(home));
  const proofs = { presences, facts, nowMs: home.clock() };
  const verdicts = listed.map((each) => lifeOf(each, proofs).verdict);
  return JSON.stringify([[...facts.processes], verdicts]);
}
