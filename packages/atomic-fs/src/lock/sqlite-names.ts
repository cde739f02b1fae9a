import { basename } from 'node:path';
import { errnoOf } from '../errors.ts';
import { lstat } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * The files that SQLite keeps beside a database (https://www.sqlite.org/tempfiles.html). Taking a
 * lock deletes the first two, whatever they hold: for an empty database they are leftovers.
 */
const suffixes = ['-journal', '-wal', '-shm'];

/** The name beside the lock file `path` that something has and that SQLite would use, if any. */
export function* takenSqliteName(path: string): Operation<string | undefined> {
  for (const suffix of suffixes) {
    if (yield* exists(path + suffix)) return basename(path) + suffix;
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
