import { dirname } from 'node:path';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import {
  aliasesDirectory,
  directoriesTo,
  missionDirectory,
  missionsDirectory,
  parseAlias,
  participantDirectory,
} from '@missionctl/session-model';
import { directoryNames } from '../read/case-variant.ts';
import { missionIdsIn } from '../read/list-sessions.ts';

/** Where a change of one session shows: in the directories on the way to it that are there. */
export function* directoriesOnTheWay(
  home: string,
  address: SessionAddress,
): Operation<readonly string[]> {
  return yield* thereOrAbove(home, directoriesTo(home, address));
}

/** Where a change of a list shows: in every directory that it goes through. */
export function* directoriesOfList(
  home: string,
  missionId: string | undefined,
): Operation<readonly string[]> {
  const missions = missionsDirectory(home);
  const found = [...(yield* thereOrAbove(home, [home, missions]))];
  const ids = missionId === undefined ? yield* namesOrNone(missionIdsIn(missions)) : [missionId];
  for (const id of ids) {
    const mission = missionDirectory(home, id);
    const aliases = aliasesDirectory(home, id);
    const below = yield* there([mission, aliases]);
    found.push(...below);
    if (!below.includes(aliases)) continue;
    for (const alias of yield* namesOrNone(directoryNames(aliases))) {
      if (parseAlias(alias).ok) found.push(participantDirectory(home, { missionId: id, alias }));
    }
  }
  return found;
}

/** Those that are there; when not even the home is, the nearest directory above it. */
function* thereOrAbove(home: string, paths: readonly string[]): Operation<readonly string[]> {
  const found = yield* there(paths);
  if (found.length > 0) return found;
  let above = dirname(home);
  while (!(yield* isThere(above)) && dirname(above) !== above) above = dirname(above);
  return [above];
}

function* there(paths: readonly string[]): Operation<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (yield* isThere(path)) found.push(path);
  return found;
}

/** What cannot be looked at cannot be watched either. */
function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch {
    return false;
  }
}

function* namesOrNone(names: Operation<readonly string[]>): Operation<readonly string[]> {
  try {
    return yield* names;
  } catch {
    return [];
  }
}
