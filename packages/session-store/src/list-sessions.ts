import { FileReadError } from '@missionctl/atomic-fs';
import {
  checkDirectory,
  childPath,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import {
  type Issue,
  parseAlias,
  parseMissionId,
  requireMissionId,
} from '@missionctl/session-model';
import {
  aliasesDirectory,
  missionsDirectory,
  type SessionAddress,
  sessionFileIn,
} from './address.ts';
import { guardAliases, noWarnings, withGroupWarning } from './guard-directories.ts';
import { countingDevice, mayHoldDirectories } from './link-count.ts';
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
  /** Set where it stands for all aliases of the mission, which cannot be looked for at `path`. */
  readonly aliases?: true;
  readonly loaded: JoinedSession | DamagedSession | UnsafeSession;
}

/** One walk through the missions. */
interface Pass {
  readonly tighten: boolean;
  /** What each file is read into: it is decoded before the next one is read. */
  readonly into: Uint8Array;
  readonly found: ListedSession[];
}

/** Hardly any session file is larger; one that is gets memory of its own. */
const usualBytes = 4096;

/** Every session of the home, or of one mission. See `list` of the store. */
export function* listSessions(
  { home, tighten = true }: StoreSettings<unknown>,
  missionId: string | undefined,
): Operation<readonly ListedSession[]> {
  const missions = missionsDirectory(home);
  const only = missionId === undefined ? undefined : [requireMissionId(missionId)];
  const homeFacts = yield* checkDirectory(home, { usable: true });
  const missionsFacts = yield* checkDirectory(missions, { usable: true });
  const counting = countingDevice(homeFacts, missionsFacts);
  const above = withGroupWarning(noWarnings, home, homeFacts);
  const warnings = withGroupWarning(above, missions, missionsFacts);
  const pass: Pass = { tighten, into: new Uint8Array(usualBytes), found: [] };
  for (const id of only ?? (yield* missionIdsIn(missions))) {
    const mission = childPath(missions, id);
    const facts = yield* listOne(pass, { missionId: id }, { directory: mission, warnings });
    const looks =
      only !== undefined || (facts !== undefined && mayHoldDirectories(facts, counting));
    if (facts !== undefined && looks) {
      const way = withGroupWarning(warnings, mission, facts);
      yield* listAliases(pass, id, { directory: aliasesDirectory(mission), warnings: way });
    }
  }
  return pass.found;
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

/** Adds the session of a directory. What the directory is; undefined when it is not to be entered. */
function* listOne(
  { tighten, into, found }: Pass,
  address: SessionAddress,
  way: Way,
): Operation<FileFacts | undefined> {
  const path = sessionFileIn(way.directory);
  let facts: FileFacts | undefined;
  try {
    facts = yield* checkDirectory(way.directory);
    const warnings = withGroupWarning(way.warnings, way.directory, facts);
    const read = yield* readSession({ path, tighten, warnings, into });
    if (read.status !== 'absent') found.push({ address, path, loaded: told(read) });
  } catch (error) {
    const unsafe = unsafeSession(error);
    found.push({ address, path: unsafe.path, loaded: unsafe });
  }
  return facts;
}

function* listAliases(pass: Pass, missionId: string, way: Way): Operation<void> {
  const { directory } = way;
  try {
    const facts = yield* guardAliases(directory);
    if (facts === undefined) return;
    const warnings = withGroupWarning(way.warnings, directory, facts);
    for (const alias of yield* aliasesIn(directory)) {
      yield* listOne(
        pass,
        { missionId, alias },
        { directory: childPath(directory, alias), warnings },
      );
    }
  } catch (error) {
    // What stands in the way of the aliases is told as a session that cannot be read.
    const isUnread = error instanceof FileReadError;
    const loaded = isUnread ? unreadableSession(directory, error) : unsafeSession(error);
    pass.found.push({ address: { missionId }, path: directory, aliases: true, loaded });
  }
}

function* aliasesIn(directory: string): Operation<readonly string[]> {
  const names = yield* directoryNames(directory);
  return names.filter((name) => parseAlias(name).ok).toSorted();
}
