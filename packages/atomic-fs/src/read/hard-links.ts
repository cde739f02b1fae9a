import { dirname } from 'node:path';
import { closeQuietly } from '../directory/sync-directory.ts';
import { childPath } from '../name/child-path.ts';
import { isTempPathOf } from '../name/temp-name.ts';
import { fchmod, fstat, lstat, open, readdir } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';

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
    const pending = childPath(directory, name);
    if (!isTempPathOf(pending, path)) continue;
    const other = yield* lstat(pending);
    if (other?.inode === facts.inode && other.device === facts.device) return true;
  }
  return false;
}

/**
 * Makes the kernel ask again how many names a file has. FUSE drivers let it remember the two that a
 * creator's file had for a second, and readers would refuse it meanwhile; setting the mode that it
 * has makes the driver answer anew. What fails here is only that: the file is what it should be.
 */
export function* forgetOldLinks(path: string): Operation<void> {
  try {
    const facts = yield* lstat(path);
    if (facts?.kind !== 'file' || facts.links === 1) return;
    const fd = yield* open(path, 'read', 0);
    try {
      yield* fchmod(fd, (yield* fstat(fd)).mode);
    } finally {
      yield* closeQuietly(fd);
    }
  } catch {
    // A reader that is refused may try again a second later.
  }
}
