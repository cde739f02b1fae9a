import type { Operation } from '@missionctl/atomic-fs/operations';
import { missionDirectory } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { isAnybodyJoined } from '../resolve/is-anybody-joined.ts';

/**
 * Whether a mission may be joined: true as well where its directory, or what is in it, keeps that
 * from being known.
 */
export function* mayBeJoined(home: Home, missionId: string): Operation<boolean> {
  try {
    return yield* isAnybodyJoined(home, missionId);
  } catch (error) {
    const { path = '' } = error as { readonly path?: string };
    const directory = missionDirectory(home.path, missionId);
    if (path !== directory && !path.startsWith(`${directory}/`)) throw error;
    return true;
  }
}
