import { type Operation, wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { type Collision, type Presence, placeOf, type Touch } from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { absolutePath } from '@missionctl/session-store/operations';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { collisionsNow } from '../../roster/collisions-now.ts';
import { nowhere, recordChange } from '../../roster/record-presence.ts';
import { isSamePlace } from '../../roster/same-place.ts';
import { agentWait, findAgent } from '../find-agent.ts';
import type { NothingDone, Touched } from '../outcomes.ts';
import { factsOf, holderBefore, unshown } from './facts.ts';
import { agentLook, asIfRecorded, lookForAgent, otherHolder } from './look-for-agent.ts';
import { nothingShown, shownBefore } from './remember-shown.ts';

/**
 * Records that the agent is about to change files, and then looks who else does: of two that do so at once
 * at least one sees the other. A path that is new is recorded at once, a known one once a minute. The session
 * is not written, and no lock is taken but that of the agent's presence.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param paths - the absolute paths of the files
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns the collisions about these files, this checkout and this focus, and who drives that; and what of it
 *   the agent was not shown yet
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ; TypeError for a path that is not absolute
 * @example
 * const found = yield* touch(home, evidence, ['/work/project/src/main.ts']);
 */
export function* touch(
  home: Home,
  evidence: Evidence,
  paths: readonly string[],
  options: LockWait = {},
): Operation<Touched | NothingDone> {
  const touched = requirePaths(paths);
  const agent = yield* findAgent(home, evidence, options);
  if (agent.status !== 'found') return agent;
  const { address, directory, loaded } = agent;
  const { session } = loaded;
  const nowMs = home.clock();
  const place = directory === undefined ? undefined : placeOf(directory);
  const change = (presence: Presence | undefined): Presence =>
    touchedAt(presence ?? { ...nowhere, place }, { paths: touched, place, nowMs });
  const wait = agentWait(options);
  const recorded = yield* recordChange(home, { address, session, wait }, change);
  const focuses = session.focus === null ? [] : [session.focus];
  const seen = yield* lookForAgent(home, agent, focuses);
  // What could not be recorded others do not see; this agent sees them all the same.
  const asTouched = asIfRecorded(seen, change(recorded.presence ?? seen.mine?.presence));
  const { look } = asTouched;
  const collisions = collisionsNow(look, session).filter((each) => isAbout(each, touched));
  const holder = otherHolder(look, session);
  const facts = factsOf({
    notices: [],
    holder: holderBefore(look, session.participantId),
    collisions,
  });
  const before = facts.size === 0 ? nothingToCompare : yield* shownBefore(home, agent);
  const news = unshown(facts, before.shown);
  const warnings = [...recorded.warnings, ...before.warnings];
  return {
    ...agentLook(agent, asTouched, { collisions, holder, warnings }),
    changes: [...news.values()],
    shown: { ...before.shown, facts: [...before.shown.facts, ...news.keys()] },
  };
}

const nothingToCompare = { shown: nothingShown, warnings: [] };

function isAbout({ kind, about }: Collision, paths: readonly string[]): boolean {
  if (kind === 'SameFile') return paths.includes(about);
  return kind === 'SharedCheckout' || kind === 'ConcurrentDriver';
}

/** @throws TypeError */
function requirePaths(paths: readonly string[]): readonly string[] {
  if (!Array.isArray(paths)) throw wrongType('paths', 'a list of absolute paths', paths);
  if (paths.length === 0) throw wrongValue('paths', 'a list with a path in it');
  return [...new Set(paths.map((path) => absolutePath('path', path)))];
}

const most = 32;
const knownForMs = 60_000;

interface Touching {
  readonly paths: readonly string[];
  readonly place: Presence['place'];
  readonly nowMs: number;
}

/** The very object where all of it is known, so that nothing is written. */
function touchedAt(presence: Presence, { paths, place, nowMs }: Touching): Presence {
  const known = new Set(
    presence.touching.filter(({ at }) => isFresh(nowMs - Date.parse(at))).map(({ path }) => path),
  );
  const isAway = presence.ended !== undefined || presence.waiting !== undefined;
  const hasMoved = place !== undefined && !isSamePlace(place, presence.place);
  const isNew = paths.some((path) => !known.has(path));
  if (!isNew && !isAway && !hasMoved) return presence;
  const at = timestampFromMs(nowMs);
  const others = presence.touching.filter(({ path }) => !paths.includes(path));
  const touching: readonly Touch[] = [...others, ...paths.map((path) => ({ path, at }))];
  return {
    ...presence,
    place: place ?? presence.place,
    ended: undefined,
    waiting: undefined,
    touching: touching.slice(-most),
  };
}

/** A clock that went back since has left a time that says nothing. */
function isFresh(ageMs: number): boolean {
  return ageMs >= 0 && ageMs < knownForMs;
}
