import { isAbsolute, join, sep } from 'node:path';
import { requireAlias, requireMissionId } from '@missionctl/session-model';

/** Whose session: the home's own in a mission, or that of another participant under an alias. */
export interface SessionAddress {
  readonly missionId: string;
  readonly alias?: string | undefined;
}

/** Where all missions are. The home must be an absolute path. */
export function missionsDirectory(home: string): string {
  if (!isAbsolute(home)) throw new TypeError(`the home must be an absolute path: '${home}'`);
  return join(home, 'missions');
}

/**
 * The directory of a mission, or of one alias in it. The ids are parsed before a path is built.
 *
 * @throws ERR_INVALID_ID
 */
export function missionDirectory(home: string, address: SessionAddress): string {
  const mission = join(missionsDirectory(home), requireMissionId(address.missionId));
  if (address.alias === undefined) return mission;
  return join(aliasesDirectory(mission), requireAlias(address.alias));
}

/** The session file at an address. @throws ERR_INVALID_ID */
export function sessionPath(home: string, address: SessionAddress): string {
  return sessionFileIn(missionDirectory(home, address));
}

/** Every directory from the home down to the one that holds the session file. */
export function directoriesOf(home: string, address: SessionAddress): readonly string[] {
  const mission = missionDirectory(home, { missionId: address.missionId });
  const upper = [home, missionsDirectory(home), mission];
  if (address.alias === undefined) return upper;
  return [...upper, aliasesDirectory(mission), missionDirectory(home, address)];
}

export function aliasesDirectory(mission: string): string {
  return `${mission}${sep}as`;
}

export function sessionFileIn(directory: string): string {
  return `${directory}${sep}session.json`;
}

export function lockFileIn(directory: string): string {
  return `${directory}${sep}session.lock`;
}
