import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Issue, missionsDirectory } from '@missionctl/session-model';
import { checkDirectories } from '@missionctl/state-file/operations';

/** Nothing can be listed where one of these two cannot be used. */
export function* checkRoots(home: string): Operation<readonly Issue[]> {
  const roots = [home, missionsDirectory(home)].map((path) => ({ path, usable: true }));
  return yield* checkDirectories(roots, 'read');
}
