import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Presence } from '@missionctl/roster';
import { changePresence } from '@missionctl/roster/operations';
import type { Home } from '../home.ts';
import { rosterOf } from './mission-roster.ts';

/** What a participant recorded; nothing where that cannot be read, which proves nothing. */
export function* presenceNow(
  home: Home,
  missionId: string,
  participantId: string,
): Operation<Presence | undefined> {
  const roster = rosterOf(home, missionId);
  try {
    return yield* changePresence(roster, participantId, (presence) => presence);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
