import { isAbsolute } from 'node:path';
import { childPath } from '@missionctl/atomic-fs/operations';
import { requireAlias, requireMissionId } from '@missionctl/session-model';

/** Whose session: the home's own in a mission, or that of another participant under an alias. */
export interface SessionAddress {
  readonly missionId: string;
  readonly alias?: string | undefined;
}

/** Where all missions are. The home must be an absolute path. */
export function missionsDirectory(home: string): string {
  if (!isAbsolute(home)) throw new TypeError(`the home must be an absolute path: '${home}'`);
  return childPath(home, 'missions');
}

/**
 * The directory of a mission, or of one alias in it. The ids are parsed before a path is built.
 *
 * @throws ERR_INVALID_ID
 */
export function missionDirectory(home: string, address: SessionAddress): string {
  return directoriesOf(home, address).at(-1) ?? home;
}

/** The session file at an address. @throws ERR_INVALID_ID */
export function sessionPath(home: string, address: SessionAddress): string {
  return sessionFileIn(missionDirectory(home, address));
}

/** Every directory from the home down to the one that holds the session file. @throws ERR_INVALID_ID */
export function directoriesOf(
  home: string,
  { missionId, alias }: SessionAddress,
): readonly string[] {
  const missions = missionsDirectory(home);
  const mission = childPath(missions, requireMissionId(missionId));
  if (alias === undefined) return [home, missions, mission];
  const aliases = aliasesDirectory(mission);
  return [home, missions, mission, aliases, childPath(aliases, requireAlias(alias))];
}

export function aliasesDirectory(mission: string): string {
  return childPath(mission, 'as');
}

export function sessionFileIn(directory: string): string {
  return childPath(directory, 'session.json');
}

export function lockFileIn(directory: string): string {
  return childPath(directory, 'session.lock');
}
