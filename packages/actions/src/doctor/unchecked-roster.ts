import { type HomeRoster, homeRoster } from '@missionctl/roster';
import type { Home } from '../home.ts';

/** The roster of a mission, of which no mode is repaired by looking at it. */
export function uncheckedRoster({ path }: Home, missionId: string): HomeRoster {
  return homeRoster({ home: path, missionId, private: 'check' });
}
