import { join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Protocol } from '@missionctl/atomic-fs/protocols';
import { parseAlias, parseMissionId } from '@missionctl/session-model';
import { missionsDirectory, type SessionAddress, sessionPath } from './address.ts';
import { type LoadedSession, loadSession } from './read-session.ts';
import { directoryNames } from './spelling.ts';
import type { StoreSettings } from './store-settings.ts';

/** One session of the home, as it is found. */
export interface ListedSession {
  readonly address: SessionAddress;
  readonly path: string;
  readonly loaded: Exclude<LoadedSession, { readonly status: 'absent' }> | UnsafeSession;
}

/** A session file that is not ours, or that everyone can write: it is not read. */
export interface UnsafeSession {
  readonly status: 'unsafe';
  readonly path: string;
  readonly message: string;
}

/** Every session of the home, or of one mission. See `list` of the store. */
export function* listSessions(
  settings: StoreSettings<unknown>,
  missionId: string | undefined,
): Protocol<readonly ListedSession[]> {
  const missions = missionsDirectory(settings.home);
  const found: ListedSession[] = [];
  const ids = missionId === undefined ? yield* directoryNames(missions) : [missionId];
  for (const id of ids.toSorted()) {
    if (missionId === undefined && !parseMissionId(id).ok) continue;
    yield* listOne(settings, { missionId: id }, found);
    for (const alias of (yield* directoryNames(join(missions, id, 'as'))).toSorted()) {
      if (parseAlias(alias).ok) yield* listOne(settings, { missionId: id, alias }, found);
    }
  }
  return found;
}

function* listOne(
  { home, tighten = true }: StoreSettings<unknown>,
  address: SessionAddress,
  found: ListedSession[],
): Protocol<void> {
  const path = sessionPath(home, address);
  const loaded = yield* readOrRefuse(path, tighten);
  if (loaded.status !== 'absent') found.push({ address, path, loaded });
}

function* readOrRefuse(path: string, tighten: boolean): Protocol<LoadedSession | UnsafeSession> {
  try {
    return yield* loadSession(path, tighten);
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
    return { status: 'unsafe', path, message: error.message };
  }
}
