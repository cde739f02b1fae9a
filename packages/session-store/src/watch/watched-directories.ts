import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import {
  aliasesDirectory,
  directoriesTo,
  missionDirectory,
  missionsDirectory,
  parseAlias,
  participantDirectory,
} from '@missionctl/session-model';
import { directoriesOrAbove, directoriesThere } from '@missionctl/state-file/operations';
import { directoryNames } from '../read/case-variant.ts';
import { missionIdsIn } from '../read/list-sessions.ts';

/** Where a change of one session shows: in the directories on the way to it that are there. */
export function* directoriesOnTheWay(
  home: string,
  address: SessionAddress,
): Operation<readonly string[]> {
  return yield* directoriesOrAbove(home, directoriesTo(home, address));
}

/** Where a new mission, and the first of all, shows. */
export function* directoriesAboveMissions(home: string): Operation<readonly string[]> {
  return yield* directoriesOrAbove(home, [home, missionsDirectory(home)]);
}

/** Where a change of any mission shows, by mission id. */
export function* directoriesOfMissions(
  home: string,
): Operation<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const id of yield* namesOrNone(missionIdsIn(missionsDirectory(home)))) {
    found.set(id, yield* directoriesOfMission(home, id));
  }
  return found;
}

/** Where a change of one mission shows: in every directory that its list goes through. */
export function* directoriesOfMission(
  home: string,
  missionId: string,
): Operation<readonly string[]> {
  const aliases = aliasesDirectory(home, missionId);
  const found = [...(yield* directoriesThere([missionDirectory(home, missionId), aliases]))];
  if (!found.includes(aliases)) return found;
  for (const alias of yield* namesOrNone(directoryNames(aliases))) {
    if (parseAlias(alias).ok) found.push(participantDirectory(home, { missionId, alias }));
  }
  return found;
}

function* namesOrNone(names: Operation<readonly string[]>): Operation<readonly string[]> {
  try {
    return yield* names;
  } catch {
    return [];
  }
}
