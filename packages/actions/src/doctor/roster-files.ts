import { childPath, type Operation } from '@missionctl/atomic-fs/operations';
import {
  claimsDirectory,
  engineChoicePath,
  engineStatePath,
  hooksDirectory,
  parseMissionId,
  parseParticipantId,
  presenceDirectory,
  rosterDirectory,
  rosterLockPath,
  rostersDirectory,
  shownDirectory,
} from '@missionctl/session-model';
import { namesIn, onlyDirectories } from './directories.ts';

/** Where the roster of a mission keeps what this version knows; a later one's files are left alone. */
export interface RosterFiles {
  /** The mission, whether or not anybody is in it. */
  readonly missionId: string;
  /** Where the presence of a participant is, or something beside one: its lock, say. */
  readonly presences: readonly string[];
  /** Where a claim is. */
  readonly claims: readonly string[];
  /** Where it is remembered what an agent was shown. */
  readonly shown: readonly string[];
  /** Where it is stored which engine the mission has, and what was seen there. */
  readonly engine: readonly string[];
  /** The lock of all claims, and of what concerns the engine. */
  readonly lock: string;
}

/** Finds the rosters of a home, and the directories that were made for them. */
export function* findRosterFiles(home: string): Operation<{
  readonly rosters: readonly RosterFiles[];
  readonly directories: readonly string[];
}> {
  const root = rostersDirectory(home);
  const rosters: RosterFiles[] = [];
  const directories = [...(yield* onlyDirectories([root, hooksDirectory(home)]))];
  for (const missionId of yield* namesIn(root)) {
    if (!parseMissionId(missionId).ok) continue;
    const [own] = yield* onlyDirectories([rosterDirectory(home, missionId)]);
    if (own === undefined) continue;
    const presence = presenceDirectory(home, missionId);
    const claims = claimsDirectory(home, missionId);
    const shown = shownDirectory(home, missionId);
    directories.push(own, ...(yield* onlyDirectories([presence, claims, shown])));
    rosters.push({
      missionId,
      presences: yield* recordsIn(presence),
      claims: (yield* namesIn(claims))
        .filter((name) => claimName.test(name))
        .map((name) => childPath(claims, name)),
      shown: yield* recordsIn(shown),
      engine: [engineChoicePath(home, missionId), engineStatePath(home, missionId)],
      lock: rosterLockPath(home, missionId),
    });
  }
  return { rosters, directories };
}

const claimName = /^[0-9a-f]{40}\.json$/;

/** A record of a participant, its lock, or a name that has to be free for that. */
const recordName = /^([0-9A-Z]{26})\.(?:json|lock(?:-journal|-wal|-shm)?)$/;

function* recordsIn(directory: string): Operation<readonly string[]> {
  const names = yield* namesIn(directory);
  const ids = names.map((name) => recordName.exec(name)?.[1]).filter((id) => id !== undefined);
  return [...new Set(ids)]
    .filter((id) => parseParticipantId(id).ok)
    .map((id) => childPath(directory, `${id}.json`));
}
