import type { Operation } from '@missionctl/atomic-fs/operations';
import { listMission } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';

/** Whether the home has a session in the mission: of the owner or of an alias, sound or not. */
export function* isAnybodyJoined(home: Home, missionId: string): Operation<boolean> {
  return (yield* listMission(home.readOnlyStore, missionId)).length > 0;
}
