import { effects, run } from '@missionctl/atomic-fs/operations';
import { type Presence, verdictFacts, watchRoster } from '@missionctl/roster';
import {
  type ListedSession,
  type Watch,
  type WatchOptions,
  watchMission,
} from '@missionctl/session-store';
import { endable, requireObject, requireText } from '@missionctl/session-store/operations';
import { choiceNow, type Following, followEngine } from '../../elsewhere/follow-engine.ts';
import { othersOf, type ParticipantElsewhere } from '../../elsewhere/others-of.ts';
import { entryRenewal } from '../../elsewhere/renewal.ts';
import type { WatchedElsewhere } from '../../elsewhere/watch-elsewhere.ts';
import { type Evidence, fullEvidence } from '../../evidence.ts';
import { type Home, requireHome } from '../../home.ts';

import { lifeOf, machineNow, processesOf, rosterOf } from '../../roster/mission-roster.ts';
import { newsQueue } from './news-queue.ts';

/** For whom a mission is watched, and until when. */
export interface MissionWatchOptions extends WatchOptions {
  /**
   * Who lives as long as the watch: their entry at the engine of a shared mission is published again every five
   * minutes, by which other homes see that they are here. Default: nobody's.
   */
  readonly renews?: Evidence | undefined;
  /**
   * Who was in the mission in other homes at a look just before: they are yielded until the watch has looked there
   * itself, so that they are no change. Default: nobody.
   */
  readonly elsewhere?: readonly ParticipantElsewhere[] | undefined;
}

/** What a watch of a mission knows besides what is in the files of the home. */
export interface WatchedMission {
  /** Who is in the mission in other homes, by participant id; `withElsewhere` adds them to a status. */
  readonly elsewhere: readonly ParticipantElsewhere[];
}

/**
 * Watches everything that a status of a mission is made of: its sessions, what its participants record
 * of themselves, and its claims; once a second whether their processes still run, which no file says; and
 * what other homes do, where the mission is shared with them.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - the signal that ends it, whose entry is renewed, and who was there before
 * @returns an iterator that yields who is there in other homes, at first and whenever it is worth another look;
 *   `break` ends the watch, and nothing is held from then on
 * @throws ERR_INVALID_ID at the call; from `next()` the signal's reason, and what a list of the
 *   mission's sessions throws
 * @example
 * for await (const _ of watchForStatus(home, 'demo', { signal })) show(statusSync(home, evidence));
 */
export function watchForStatus(
  home: Home,
  missionId: string,
  options: MissionWatchOptions = {},
): Watch<WatchedMission> {
  requireHome(home);
  requireText('missionId', missionId);
  const { renews, elsewhere = [], ...watching } = requireObject('options', options);
  const evidence = renews === undefined ? undefined : fullEvidence(renews);
  // Refused here, before anything is looked at.
  rosterOf(home, missionId);
  return endable((signal) => {
    const renewal =
      evidence === undefined
        ? () => undefined
        : entryRenewal(home, { missionId, evidence, signal });
    return changesIn(home, missionId, { signal, renewal, before: elsewhere });
  }, watching);
}

/** How long a process may have ended before that is noticed. */
const lookMs = 1000;

/** What the verdicts of a mission rest on. */
interface Known {
  readonly listed: readonly ListedSession[];
  readonly presences: ReadonlyMap<string, Presence>;
  /** Undefined until something was seen there. */
  readonly there?: WatchedElsewhere | undefined;
  /** Who was there before that. */
  readonly before: readonly ParticipantElsewhere[];
}

/** How a mission is watched. */
interface Watching {
  readonly signal: AbortSignal;
  /** Renews what is due; undefined where nothing is. */
  readonly renewal: () => Promise<void> | undefined;
  /** Who was in other homes at a look before. */
  readonly before: readonly ParticipantElsewhere[];
}

async function* changesIn(
  home: Home,
  missionId: string,
  { signal, renewal, before: seenBefore }: Watching,
): AsyncGenerator<WatchedMission, void, undefined> {
  let following = await followEngine(home, missionId, signal);
  const sessions = watchMission(home.readOnlyStore, missionId, { signal });
  const records = { ...home, store: home.readOnlyStore };
  const roster = watchRoster(rosterOf(records, missionId), { signal });
  const { expect, next } = newsQueue<News>();
  const list = () => sessions.next().then(({ value: listed = [] }) => ({ listed }));
  const changes = () =>
    roster.next().then(({ value }) => ({ presences: value?.presences ?? none }));
  const second = () => run(effects.pause(lookMs), { signal }).then(() => ({ isSecond: true }));
  const elsewhere = async (): Promise<News> => {
    const { watch } = following;
    const { value } = await watch.next();
    // One that is over has nothing new.
    return value === undefined ? {} : { there: value, from: watch };
  };
  try {
    const [listed, recorded] = await Promise.all([list(), changes()]);
    let known: Known = { ...listed, ...recorded, before: seenBefore };
    let machine = await run(machineNow(home));
    let lives = livesOf(home, machine, known);
    const seen = (): WatchedMission => ({ elsewhere: elsewhereIn(home, known) });
    yield seen();
    for (const coming of [list(), changes(), second(), elsewhere()]) expect(coming);
    let isRenewing = false;
    for (;;) {
      const { isSecond = false, isRenewed = false, there, from, ...found } = await next();
      // What an engine has said that counts no more is left out.
      const isThere = there !== undefined && from === following.watch;
      if (found.listed !== undefined) expect(list());
      if (found.presences !== undefined) expect(changes());
      if (isThere) expect(elsewhere());
      if (isSecond) expect(second());
      if (isRenewed) isRenewing = false;
      const due: Promise<void> | undefined = isSecond && !isRenewing ? renewal() : undefined;
      if (due !== undefined) expect(due.then(() => ({ isRenewed: true })));
      isRenewing ||= due !== undefined;
      const isOther = isSecond && (await choiceNow(home, missionId)) !== following.choice;
      if (isOther) {
        following.end.abort();
        following = await followEngine(home, missionId, signal);
        expect(elsewhere());
      }
      const isFile = found.listed !== undefined || found.presences !== undefined;
      // It is made with the first process that anybody records.
      if (isFile) machine = await run(machineNow(home));
      known = { ...known, ...found, there: isThere ? there : isOther ? undefined : known.there };
      if (isOther) known = { ...known, before: [] };
      const before = lives;
      lives = livesOf(home, machine, known);
      if (isFile || isOther || isThere || lives !== before) yield seen();
    }
  } finally {
    await Promise.all([sessions.return(), roster.return(), following.watch.return()]);
  }
}

const none: Known['presences'] = new Map();

/** What is news. */
interface News extends Partial<Known> {
  /** The watch that has seen what is there. */
  readonly from?: Following['watch'];
  /** Whether a second has passed. */
  readonly isSecond?: boolean;
  /** Whether an entry was published again. */
  readonly isRenewed?: boolean;
}

/** Equal for two moments between which nobody has ended, or fallen quiet. */
function livesOf(home: Home, machine: string | undefined, known: Known): string {
  const { listed, presences } = known;
  const facts = verdictFacts([...presences.values()], machine, processesOf(home));
  const proofs = { presences, facts, nowMs: home.clock() };
  const verdicts = listed.map((each) => lifeOf(each, proofs).verdict);
  const there = elsewhereIn(home, known).map(({ verdict }) => verdict);
  return JSON.stringify([[...facts.processes], verdicts, there]);
}

function elsewhereIn(
  home: Home,
  { there, listed, before }: Known,
): readonly ParticipantElsewhere[] {
  if (there === undefined) return before;
  const { entries, state } = there;
  return othersOf(entries.values(), { state, listed, nowMs: home.clock() });
}
