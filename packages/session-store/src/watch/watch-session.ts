import { sep } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireMissionId } from '@missionctl/session-model';
import { missionsDirectory, type SessionAddress, sessionPath } from './address.ts';
import { type ListedSession, listSessions } from './list-sessions.ts';
import { type LoadedSession, readSession, told } from './read-session.ts';
import { sessionFileAt } from './session-file.ts';
import type { StoreSettings } from './store-settings.ts';
import { type UnsafeSession, unsafeSession } from './unsafe-session.ts';
import { type WatchOptions, watchState } from './watch-state.ts';
import { directoriesOfList, directoriesOnTheWay } from './watched-directories.ts';

/** What is at an address that is watched: being unsafe is a state here, which may end. */
export type WatchedSession = LoadedSession | UnsafeSession;

/** See `watch` of the store. */
export async function* watchSession(
  settings: StoreSettings<unknown>,
  address: SessionAddress,
  options: WatchOptions,
): AsyncGenerator<WatchedSession, void, undefined> {
  const path = sessionPath(settings.home, address);
  const names = new Set(path.split(sep));
  yield* watchState(
    {
      directories: () => directoriesOnTheWay(settings.home, address),
      matters: (_, name) => names.has(name),
      read: () => loadOrRefuse(settings, address),
      keyOf,
      damageIn,
    },
    options,
  );
}

/** See `watch` of the store. */
export async function* watchList(
  settings: StoreSettings<unknown>,
  missionId: string | undefined,
  options: WatchOptions,
): AsyncGenerator<readonly ListedSession[], void, undefined> {
  const id = missionId === undefined ? undefined : requireMissionId(missionId);
  const missions = missionsDirectory(settings.home);
  const namesAbove = new Set(missions.split(sep));
  yield* watchState(
    {
      directories: () => directoriesOfList(settings.home, id),
      matters: (directory, name) =>
        directory.startsWith(missions) ? !isBeside(name) : namesAbove.has(name),
      read: () => listSessions(settings, id),
      keyOf: (list) => list.map(({ path, loaded }) => `${path}\n${keyOf(loaded)}`).join('\n'),
      damageIn: (list) => list.map(({ loaded }) => damageIn(loaded)).join(''),
    },
    options,
  );
}

/** Lock files and pending files, which come and go with every write. */
function isBeside(name: string): boolean {
  return name === 'session.lock' || name.startsWith('.');
}

function* loadOrRefuse(
  settings: StoreSettings<unknown>,
  address: SessionAddress,
): Operation<WatchedSession> {
  try {
    return told(yield* readSession(yield* sessionFileAt(settings, address)));
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
