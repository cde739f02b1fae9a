import { dirname, isAbsolute, join } from 'node:path';
import { requireAlias, requireMissionId } from '@missionctl/session-model';

/** Whose session: the home's own in a mission, or that of another participant under an alias. */
export interface SessionAddress {
  readonly missionId: string;
  readonly alias?: string | undefined;
}

const sessionFile = 'session.json';

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
  return address.alias === undefined ? mission : join(mission, 'as', requireAlias(address.alias));
}

/** The session file at an address. @throws ERR_INVALID_ID */
export function sessionPath(home: string, address: SessionAddress): string {
  return join(missionDirectory(home, address), sessionFile);
}

export function lockPathOf(path: string): string {
  return join(dirname(path), 'session.lock');
}
