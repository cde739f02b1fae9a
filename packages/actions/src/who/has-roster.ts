import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { rostersDirectory } from '@missionctl/session-model';
import { type Home, requireHome } from '../home.ts';

/**
 * Says by one look whether anybody of the home may have recorded where it lives: while nobody has, and no
 * variable names another, the home's owner acts.
 *
 * @param home - in which home
 * @returns false where nothing is recorded
 * @example
 * const mayBeAgent = hasRosterSync(home);
 */
export function hasRosterSync(home: Home): boolean {
  requireHome(home);
  return runSync(mayBeThere(rostersDirectory(home.path)));
}

function* mayBeThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch {
    // Whoever reads it says why it cannot be looked at.
    return true;
  }
}
