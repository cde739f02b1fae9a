import { errnoOf, type Orphan } from '@missionctl/atomic-fs';
import { effects, listOrphans, type Operation } from '@missionctl/atomic-fs/operations';
import { lstatOrNone } from './doctor/lstat-or-none.ts';

/** The pending files in a directory; none in one that cannot be listed: that is a finding of its own. */
export function* orphansIn(directory: string): Operation<readonly Orphan[]> {
  try {
    return yield* listOrphans(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_FILE_READ') throw error;
    return [];
  }
}

/** Those of them that belong to this user: another's may be at work, whatever its age. */
export function* ownOrphansIn(directory: string): Operation<readonly Orphan[]> {
  const { uid } = yield* effects.host();
  const found: Orphan[] = [];
  for (const orphan of yield* orphansIn(directory)) {
    if (uid === undefined || (yield* lstatOrNone(orphan.path))?.uid === uid) found.push(orphan);
  }
  return found;
}
