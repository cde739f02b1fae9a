import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { presenceDirectory } from '@missionctl/session-model';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { missionOf } from './mission-of.ts';

/**
 * Says by the names of files alone whether anybody of the selected mission has recorded where it lives:
 * while nobody has, and no variable names another, the home's owner acts.
 *
 * @param home - in which home
 * @param evidence - what may select the mission
 * @returns false where nothing is recorded, and where no mission is selected
 * @throws TypeError
 * @example
 * const mayBeAgent = hasPresencesSync(home, { mission: 'demo' });
 */
export function hasPresencesSync(home: Home, evidence: Evidence): boolean {
  const { mission } = requireCall(home, evidence);
  return runSync(hasPresences(home, { mission }));
}

function* hasPresences(home: Home, evidence: Evidence): Operation<boolean> {
  const missionId = yield* missionOf(home, evidence);
  if (missionId === undefined) return false;
  try {
    const names = yield* effects.readdir(presenceDirectory(home.path, missionId));
    return names.some((name) => name.endsWith('.json'));
  } catch (error) {
    // Why it cannot be listed, whoever reads it says.
    return errnoOf(error) !== 'ENOENT';
  }
}
