import type { Operation } from '@missionctl/atomic-fs/operations';
import { isJoined, listMission } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';

/**
 * Whether the home has a session in the mission: of the owner or of an alias, sound or not.
 *
 * @throws ERR_UNUSABLE_DIRECTORY where something else is in the place of the mission's directory
 */
export function* isAnybodyJoined(home: Home, missionId: string): Operation<boolean> {
  if (yield* isJoined(home.readOnlyStore, { missionId })) return true;
  return (yield* listMission(home.readOnlyStore, missionId)).length > 0;
}
