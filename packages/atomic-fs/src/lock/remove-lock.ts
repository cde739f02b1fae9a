import { errnoOf } from '../errors.ts';
import { lstat, unlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { type LockOptions, releaseLock, takeLock } from './file-lock.ts';

/**
 * Removes the file of a lock that nobody will want again: what it protects is gone for good. Whoever waits for
 * it meanwhile opens another file of that name, and never holds a lock that others cannot see.
 *
 * @param path - the lock file
 * @param options - how long to wait for the lock, in milliseconds, default 5000
 * @param isUnused - whether nobody wants it; asked while it is held
 * @returns false when nothing was there, or it stays
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE; what the system says when the name cannot be removed; and
 *   what `isUnused` throws
 * @example
 * yield* removeLock('/home/me/.tool/old.lck', {}, function* () {
 *   return (yield* effects.lstat('/home/me/.tool/old.json')) === undefined;
 * });
 */
export function* removeLock(
  path: string,
  options: LockOptions,
  isUnused: () => Operation<boolean>,
): Operation<boolean> {
  if ((yield* lstat(path)) === undefined) return false;
  const lock = yield* takeLock(path, options);
  try {
    if (!(yield* isUnused())) return false;
    return yield* unlinkUnlessGone(path);
  } finally {
    // That it has lost its name is what was wanted.
    yield* releaseLock(lock);
  }
}

function* unlinkUnlessGone(path: string): Operation<boolean> {
  try {
    yield* unlink(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
