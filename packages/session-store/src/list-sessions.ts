import { sep } from 'node:path';
import { FileReadError } from '@missionctl/atomic-fs';
import { guardDirectory, type Protocol } from '@missionctl/atomic-fs/protocols';
import { parseAlias, parseMissionId, requireMissionId } from '@missionctl/session-model';
import {
  aliasesDirectory,
  missionsDirectory,
  type SessionAddress,
  sessionFileIn,
} from './address.ts';
import { guardDirectories } from './guard-directories.ts';
import {
  type DamagedSession,
  type JoinedSession,
  readSession,
  told,
  unreadableSession,
} from './read-session.ts';
import { directoryNames } from './spelling.ts';
import type { StoreSettings } from './store-settings.ts';
import { type UnsafeSession, unsafeSession } from './unsafe-session.ts';

/** One session of the home, as it is found. */
export interface ListedSession {
  readonly address: SessionAddress;
  readonly path: string;
  readonly loaded: JoinedSession | DamagedSession | UnsafeSession;
}

/** One walk through the missions: what has been found on it. */
interface Pass {
  readonly tighten: boolean;
  readonly found: ListedSession[];
}

/** Every session of the home, or of one mission. See `list` of the store. */
export function* listSessions(
  { home, tighten = true }: StoreSettings<unknown>,
  missionId: string | undefined,
): Protocol<readonly ListedSession[]> {
  const missions = missionsDirectory(home);
  const only = missionId === undefined ? undefined : [requireMissionId(missionId)];
  yield* guardDirectories([home, missions]);
  const pass: Pass = { tighten, found: [] };
  for (const id of only ?? (yield* missionIdsIn(missions))) {
    const mission = `${missions}${sep}${id}`;
    const safe = yield* listOne(pass, { missionId: id }, [mission]);
    if (safe) yield* listAliases(pass, id, aliasesDirectory(mission));
  }
  return pass.found;
}

/** The names of the mission directories, sorted. @throws ERR_FILE_READ */
export function* missionIdsIn(missions: string): Protocol<readonly string[]> {
  const names = yield* directoryNames(missions);
  return names.filter((name) => parseMissionId(name).ok).toSorted();
}

/** Adds the session in the last of the directories; false when one of them is unsafe. */
function* listOne(
  { tighten, found }: Pass,
  address: SessionAddress,
  directories: readonly string[],
): Protocol<boolean> {
  const path = sessionFileIn(directories.at(-1) ?? '');
  try {
    const warnings = yield* guardDirectories(directories);
    const read = yield* readSession({ path, tighten, warnings });
    if (read.status !== 'absent') found.push({ address, path, loaded: told(read) });
    return true;
  } catch (error) {
    const unsafe = unsafeSession(error);
    found.push({ address, path: unsafe.path, loaded: unsafe });
    return unsafe.path === path;
  }
}

function* listAliases(pass: Pass, missionId: string, directory: string): Protocol<void> {
  for (const alias of yield* aliasesIn(pass, missionId, directory)) {
    const directories = [directory, `${directory}${sep}${alias}`];
    yield* listOne(pass, { missionId, alias }, directories);
  }
}

/** What stands in the way of the aliases is told as a session that cannot be read. */
function* aliasesIn(
  { found }: Pass,
  missionId: string,
  directory: string,
): Protocol<readonly string[]> {
  try {
    if ((yield* guardDirectory(directory)) === undefined) return [];
    const names = yield* directoryNames(directory);
    return names.filter((name) => parseAlias(name).ok).toSorted();
  } catch (error) {
    const isUnread = error instanceof FileReadError;
    const loaded = isUnread ? unreadableSession(directory, error) : unsafeSession(error);
    found.push({ address: { missionId }, path: directory, loaded });
    return [];
  }
}
