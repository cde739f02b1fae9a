import { sep } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import { missionsDirectory, requireMissionId, sessionPath } from '@missionctl/session-model';
import {
  type Watch,
  type Watched,
  type WatchOptions,
  watchChanges,
} from '@missionctl/state-file/operations';
import { type ListedSession, listMission, listSessions } from '../read/list-sessions.ts';
import { type LoadedSession, loadSession } from '../read/load-session.ts';
import { type UnsafeSession, unsafeSession } from '../read/unsafe-session.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { requireStore, type SessionStore } from '../session-store.ts';
import { eachMission } from './each-mission.ts';
import {
  directoriesAboveMissions,
  directoriesOfMission,
  directoriesOfMissions,
  directoriesOnTheWay,
} from './watched-directories.ts';

/** What is at an address that is watched: being unsafe is a state here, which may end. */
export type WatchedSession = LoadedSession | UnsafeSession;

/**
 * Watches one session: yields what is at the address now, then each other state once it is whole.
 * Writes in between are left out when the reader is slow. It goes on when the file or a directory
 * above it is deleted and created again.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - the signal that ends it
 * @returns an iterator; `return()`, and so `break`, settles at once, and nothing is held from then on
 * @throws ERR_INVALID_ID at the call; from `next()` the signal's reason, and what `loadSession`
 *   rejects with, but ERR_UNSAFE_FILE
 * @example
 * for await (const state of watchSession(store, 'demo', { signal })) show(state);
 */
export function watchSession(
  store: SessionStore,
  address: Address,
  options: WatchOptions = {},
): Watch<WatchedSession> {
  requireStore(store);
  const parsed = parseAddress(address);
  const names = new Set(sessionPath(store.home, parsed).split(sep));
  return watchChanges(
    {
      directories: () => directoriesOnTheWay(store.home, parsed),
      matters: (_, name) => names.has(name),
      read: () => loadOrRefuse(store, parsed),
      keyOf,
      damageIn,
    },
    options,
  );
}

/**
 * Watches every session of the home: the whole list each time. It looks into each mission's
 * directory, of which the kernel may not watch as many as there are (inotify(7),
 * max_user_watches): then it looks once a second at most.
 *
 * @param store - of which home
 * @param options - the signal that ends it
 * @returns an iterator; `return()`, and so `break`, settles at once, and nothing is held from then on
 * @throws from `next()` the signal's reason, and what `listSessions` rejects with
 * @example
 * for await (const list of watchHome(store, { signal })) show(list);
 */
export function watchHome(
  store: SessionStore,
  options: WatchOptions = {},
): Watch<readonly ListedSession[]> {
  requireStore(store);
  const { home } = store;
  const directories = eachMission(home, {
    all: () => directoriesOfMissions(home),
    one: (missionId) => directoriesOfMission(home, missionId),
  });
  const read = eachMission(home, {
    all: () => sessionsByMission(store),
    one: (missionId) => listMission(store, missionId),
  });
  return watchList(home, { directories, read }, options);
}

/**
 * Watches every session of one mission, as `watchHome` does those of the home.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @param options - the signal that ends it
 * @returns an iterator; `return()`, and so `break`, settles at once, and nothing is held from then on
 * @throws ERR_INVALID_ID at the call; from `next()` the signal's reason, and what `listMission`
 *   rejects with
 * @example
 * for await (const list of watchMission(store, 'demo', { signal })) show(list);
 */
export function watchMission(
  store: SessionStore,
  missionId: string,
  options: WatchOptions = {},
): Watch<readonly ListedSession[]> {
  requireStore(store);
  const { home } = store;
  const id = requireMissionId(missionId);
  const directories = () => directoriesOfMission(home, id);
  return watchList(home, { directories, read: () => listMission(store, id) }, options);
}

type ReadList = Pick<Watched<readonly ListedSession[]>, 'directories' | 'read'>;

/** Watches a list in the missions of a home. */
function watchList(
  home: string,
  { directories, read }: ReadList,
  options: WatchOptions,
): Watch<readonly ListedSession[]> {
  const missions = missionsDirectory(home);
  const namesAbove = new Set(missions.split(sep));
  return watchChanges(
    {
      *directories(changed) {
        const above = yield* directoriesAboveMissions(home);
        return [...above, ...(yield* directories(changed))];
      },
      matters: (directory, name) =>
        directory.startsWith(missions) ? !isBesideSession(name) : namesAbove.has(name),
      read,
      keyOf: (list) => list.map(({ path, loaded }) => `${path}\n${keyOf(loaded)}`).join('\n'),
      damageIn: (list) => list.map(({ loaded }) => damageIn(loaded)).join(''),
    },
    options,
  );
}

function* sessionsByMission(
  store: SessionStore,
): Operation<ReadonlyMap<string, readonly ListedSession[]>> {
  const found = new Map<string, ListedSession[]>();
  for (const session of yield* listSessions(store)) {
    const { missionId } = session.address;
    const before = found.get(missionId);
    if (before === undefined) found.set(missionId, [session]);
    else before.push(session);
  }
  return found;
}

/** Lock files and pending files, which come and go with every write. */
function isBesideSession(name: string): boolean {
  return name === 'session.lock' || name.startsWith('.');
}

function* loadOrRefuse(store: SessionStore, address: SessionAddress): Operation<WatchedSession> {
  try {
    return yield* loadSession(store, address);
  } catch (error) {
    return unsafeSession(error);
  }
}

function keyOf(state: WatchedSession): string {
  if (state.status === 'joined') return state.version;
  return state.status === 'damaged' ? damageIn(state) : JSON.stringify(state);
}

function damageIn(state: WatchedSession): string {
  return state.status === 'damaged' ? JSON.stringify(state) : '';
}
