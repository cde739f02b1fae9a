import { errnoOf } from '../errors.ts';
import { lstat } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * The paths beside a lock file that have to be free: while something is at one of them, no lock is
 * granted. They are those of the files that SQLite keeps beside a database
 * (https://www.sqlite.org/tempfiles.html). Taking a lock would delete the first two, whatever they
 * hold: for an empty database they are leftovers.
 *
 * @param path - the path of the lock file
 * @returns the paths, in the order in which they are looked at
 * @example
 * pathsBesideLock('/home/me/lock'); // ['/home/me/lock-journal', '/home/me/lock-wal', '/home/me/lock-shm']
 */
export function pathsBesideLock(path: string): readonly string[] {
  return [`${path}-journal`, `${path}-wal`, `${path}-shm`];
}

/** The first path beside the lock file `path` at which something is, if any. */
export function* takenPathBeside(path: string): Operation<string | undefined> {
  for (const beside of pathsBesideLock(path)) {
    if (yield* exists(beside)) return beside;
  }
  return undefined;
}

function* exists(path: string): Operation<boolean> {
  try {
    return (yield* lstat(path)) !== undefined;
  } catch (error) {
    // A name that the file system cannot hold is not taken.
    if (errnoOf(error) === 'ENAMETOOLONG') return false;
    throw error;
  }
}
