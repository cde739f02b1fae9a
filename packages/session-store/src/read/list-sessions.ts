import { errnoOf } from '@missionctl/atomic-fs';
import { checkDirectory, type FileFacts, type Operation } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import {
  aliasesDirectory,
  type Issue,
  missionDirectory,
  missionsDirectory,
  parseAlias,
  parseMissionId,
  participantDirectory,
  requireMissionId,
} from '@missionctl/session-model';
import { readStored, unreadableState, withGroupWarning } from '@missionctl/state-file/operations';
import { checkAliasesDirectory, listedFile } from '../session-file.ts';
import { requireStore, type SessionStore } from '../session-store.ts';
import { directoryNames } from './case-variant.ts';
import { checkRoots } from './check-roots.ts';
import { type DamagedSession, type JoinedSession, loadedFrom } from './load-session.ts';
import { type UnsafeSession, unsafeSession } from './unsafe-session.ts';

/** One session of the home, as it is found. */
export interface ListedSession {
  /** Of which mission and participant it is. */
  readonly address: SessionAddress;
  /** The path of its file; of the directory `as`, where `aliases` is set. */
  readonly path: string;
  /** Set where it stands for all aliases of the mission, which cannot be looked for at `path`. */
  readonly aliases?: true | undefined;
  /**
   * What it says, or why it is not believed: damaged or unsafe. Where something else is in the place
   * of its directory, `path` of the damage is that.
   */
  readonly loaded: JoinedSession | DamagedSession | UnsafeSession;
}

/** One walk through the missions. */
interface Walk {
  readonly store: SessionStore;
  readonly found: ListedSession[];
}

/**
 * Lists every session of the home by mission and alias; damaged and unsafe ones among them. An `as`
 * that is a link, or no directory, is an entry of its own, marked with `aliases`.
 *
 * @param store - of which home
 * @returns the sessions, sorted by mission, each mission's owner first
 * @throws ERR_FILE_READ when the missions cannot be listed; ERR_UNSAFE_FILE and
 *   ERR_UNUSABLE_DIRECTORY of the home and of `missions`
 * @example
 * for (const { address, loaded } of yield* listSessions(store)) show(address, loaded);
 */
export function* listSessions(store: SessionStore): Operation<readonly ListedSession[]> {
  requireStore(store);
  const { home } = store;
  const missions = missionsDirectory(home);
  const warnings = yield* checkRoots(home);
  const walk: Walk = { store, found: [] };
  for (const missionId of yield* missionIdsIn(missions)) {
    yield* walkMission(walk, missionId, warnings);
  }
  return walk.found;
}

/**
 * Lists every session of one mission: what `listSessions` gives for it.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the owner's session first, then those of the aliases, sorted; none when nobody is joined
 * @throws ERR_INVALID_ID, and what `listSessions` throws
 * @example
 * const participants = yield* listMission(store, 'demo');
 */
export function* listMission(
  store: SessionStore,
  missionId: string,
): Operation<readonly ListedSession[]> {
  requireStore(store);
  const { home } = store;
  const id = requireMissionId(missionId);
  const warnings = yield* checkRoots(home);
  const walk: Walk = { store, found: [] };
  yield* walkMission(walk, id, warnings);
  return walk.found;
}

function* walkMission(walk: Walk, missionId: string, warnings: readonly Issue[]): Operation<void> {
  const { home } = walk.store;
  const directory = missionDirectory(home, missionId);
  const entered = yield* listOne(walk, { missionId }, { directory, warnings });
  if (entered === undefined) return;
  yield* listAliases(walk, missionId, {
    directory: aliasesDirectory(home, missionId),
    warnings: yield* withGroupWarning(warnings, directory, entered.facts),
  });
}

/** The names of the mission directories, sorted. @throws ERR_FILE_READ */
export function* missionIdsIn(missions: string): Operation<readonly string[]> {
  const names = yield* directoryNames(missions);
  return names.filter((name) => parseMissionId(name).ok).toSorted();
}

/** Where a session would be, and what there is to warn of until there. */
interface Way {
  readonly directory: string;
  readonly warnings: readonly Issue[];
}

/** A directory that may be entered, and what it is: undefined when it is missing or was not to be looked at. */
interface Entered {
  readonly facts: FileFacts | undefined;
}

/** Adds the session of a directory; undefined when that is not to be entered. */
function* listOne(
  { store, found }: Walk,
  address: SessionAddress,
  way: Way,
): Operation<Entered | undefined> {
  const file = listedFile(store, address);
  let entered: Entered | undefined;
  try {
    const facts = yield* checkDirectory(way.directory, { usable: true });
    entered = { facts };
    const warnings = yield* withGroupWarning(way.warnings, way.directory, facts);
    const loaded = loadedFrom(yield* readStored(file, warnings));
    if (loaded.status !== 'absent') found.push({ address, path: file.path, loaded });
  } catch (error) {
    const loaded = unlistable(way.directory, error);
    const path = loaded.status === 'unsafe' ? loaded.path : file.path;
    found.push({ address, path, loaded });
  }
  return entered;
}

/** What stands in the way of a session is reported as one that cannot be read. */
function unlistable(directory: string, error: unknown): DamagedSession | UnsafeSession {
  const isUnread = unread.has(errnoOf(error)) && error instanceof Error;
  return isUnread ? unreadableState(directory, error) : unsafeSession(error);
}

const unread: ReadonlySet<string | undefined> = new Set([
  'ERR_FILE_READ',
  'ERR_UNUSABLE_DIRECTORY',
]);

function* listAliases(walk: Walk, missionId: string, way: Way): Operation<void> {
  const { directory } = way;
  try {
    const facts = yield* checkAliasesDirectory(directory, 'read', true);
    if (facts === undefined) return;
    const warnings = yield* withGroupWarning(way.warnings, directory, facts);
    for (const alias of yield* aliasesIn(directory)) {
      yield* listOne(
        walk,
        { missionId, alias },
        { directory: participantDirectory(walk.store.home, { missionId, alias }), warnings },
      );
    }
  } catch (error) {
    const loaded = unlistable(directory, error);
    walk.found.push({ address: { missionId }, path: directory, aliases: true, loaded });
  }
}

function* aliasesIn(directory: string): Operation<readonly string[]> {
  const names = yield* directoryNames(directory);
  return names.filter((name) => parseAlias(name).ok).toSorted();
}
