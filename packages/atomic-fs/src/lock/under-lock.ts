import { dirname } from 'node:path';
import type { Operation } from '../operation/system.ts';
import { type TakeOptions, withLock } from './file-lock.ts';
import { sweepOrphans } from './orphans.ts';

/** Under which lock a target is changed, and when that begins anew. */
export interface UnderLockOptions extends TakeOptions {
  /** The path of the lock that all writers of the target take. */
  readonly lockPath: string;
  /**
   * Whether an error says that a writer without the lock has changed the target since it was read:
   * then the body runs again, ten times at most. Default: it never does.
   */
  readonly isConflict?: ((error: unknown) => boolean) | undefined;
}

/** Each takes a few milliseconds, and a writer without the lock seldom writes more than once. */
const mostRuns = 10;

/**
 * Runs `body` under the lock of one target, its orphans removed first: how every read-modify-write
 * of this family of packages is done.
 *
 * @param target - the path of the file that the lock protects
 * @param options - the path of the lock, how long to wait for it, in milliseconds, default 5000, and
 *   where its connection is kept; and after which errors the body runs again, default none
 * @param body - reads and writes the target; gets the number of this run, from 1 on
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_ATOMIC_WRITE when the disk is
 *   full or read-only, ERR_FILE_READ when the directory cannot be listed, and whatever the body
 *   throws
 * @example
 * yield* underLockOf(path, { lockPath: `${path}.lck` }, () => replaceFile(path, text));
 */
export function* underLockOf<T>(
  target: string,
  options: UnderLockOptions,
  body: (run: number) => Operation<T>,
): Operation<T> {
  const { lockPath, isConflict = () => false } = options;
  return yield* withLock(lockPath, options, function* () {
    for (let run = 1; ; run += 1) {
      // Before each: a run that failed may have left what it could not remove.
      yield* sweepOrphans(dirname(target), target, lockPath);
      try {
        return yield* body(run);
      } catch (error) {
        if (run === mostRuns || !isConflict(error)) throw error;
      }
    }
  });
}
