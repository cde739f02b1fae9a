import { join } from 'node:path';
import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import type { Protocol } from '@missionctl/atomic-fs/protocols';
import { parseAlias, parseMissionId, requireMissionId } from '@missionctl/session-model';
import { missionsDirectory, type SessionAddress, sessionPath } from './address.ts';
import { type LoadedSession, loadSession, unreadableSession } from './read-session.ts';
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
  const ids =
    missionId === undefined ? yield* missionIdsIn(missions) : [requireMissionId(missionId)];
  for (const id of ids) yield* listMission(settings, id, found);
  return found;
}

function* missionIdsIn(missions: string): Protocol<readonly string[]> {
  const names = yield* directoryNames(missions);
  return names.filter((name) => parseMissionId(name).ok).toSorted();
}

/** The home's own session, then those of the aliases; what stands in their way is told once. */
function* listMission(
  settings: StoreSettings<unknown>,
  missionId: string,
  found: ListedSession[],
): Protocol<void> {
  const own = yield* listed(settings, { missionId });
  if (own !== undefined) found.push(own);
  const aliases = join(missionsDirectory(settings.home), missionId, 'as');
  try {
    for (const alias of (yield* directoryNames(aliases)).toSorted()) {
      if (!parseAlias(alias).ok) continue;
      const other = yield* listed(settings, { missionId, alias });
      if (other !== undefined) found.push(other);
    }
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    const loaded = unreadableSession(aliases, error);
    if (own?.loaded.status !== 'damaged')
      found.push({ address: { missionId }, path: aliases, loaded });
  }
}

function* listed(
  { home, tighten = true }: StoreSettings<unknown>,
  address: SessionAddress,
): Protocol<ListedSession | undefined> {
  const path = sessionPath(home, address);
  const loaded = yield* readOrRefuse(path, tighten);
  return loaded.status === 'absent' ? undefined : { address, path, loaded };
}

function* readOrRefuse(path: string, tighten: boolean): Protocol<LoadedSession | UnsafeSession> {
  try {
    return yield* loadSession(path, tighten);
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
    return { status: 'unsafe', path, message: error.message };
  }
}
