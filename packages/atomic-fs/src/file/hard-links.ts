import { basename, dirname } from 'node:path';
import { lstat, readdir } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { childPath } from './child-path.ts';
import { targetOfTempName } from './temp-name.ts';

/**
 * Whether a file has a name besides `path` that is not its own pending one. A creator at work may
 * remove its pending name between two looks, so only two looks that agree are believed.
 *
 * @param look - looks at the file again
 */
export function* hasOtherName(
  path: string,
  facts: FileFacts,
  look: () => Operation<FileFacts | undefined>,
): Operation<boolean> {
  for (let seen = facts; seen.links > 1; ) {
    if (seen.links === 2 && (yield* hasPendingName(path, seen))) return false;
    const again = yield* look();
    if (again === undefined) return false;
    if (again.links === seen.links && again.inode === seen.inode) return true;
    seen = again;
  }
  return false;
}

/**
 * Whether the second name of a file is its own pending name: a creator has linked the file and
 * not yet unlinked the pending name, or was killed between the two.
 */
function* hasPendingName(path: string, facts: FileFacts): Operation<boolean> {
  const directory = dirname(path);
  for (const name of yield* readdir(directory)) {
    if (targetOfTempName(name) !== basename(path)) continue;
    const other = yield* lstat(childPath(directory, name));
    if (other?.inode === facts.inode && other.device === facts.device) return true;
  }
  return false;
}
