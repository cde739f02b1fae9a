import type { LockOptions } from './lock/file-lock.ts';
import {
  type AcquireOptions,
  acquireAt,
  acquireAtNow,
  type BodyArguments,
  type FileLock,
  holdAt,
  holdAtNow,
} from './lock/hold-lock.ts';
import { absolutePath, type Path } from './options/path.ts';

/**
 * Takes the advisory lock at a path, an empty file that is created 0600 and never deleted. The
 * kernel frees it when this process dies, however it dies; a lock is never taken away because of
 * its age. Waiters of one thread take turns in order. A caller that takes the same lock often does
 * so faster through `createLock`.
 *
 * @param path - the lock file, a path or a file URL; its directory must exist
 * @param options - how long to wait, in milliseconds, default 5000, and a signal that ends the
 *   waiting; and where the calls are made, default `mixed`
 * @returns the lock, held until `release`, or until its scope ends where it was declared with
 *   `using`
 * @throws ERR_LOCK_TIMEOUT while another holds it, with `self` as holder when it is this thread;
 *   ERR_LOCK_UNAVAILABLE when no lock can be had there, and `reason` says why; ERR_ATOMIC_WRITE
 *   when the disk is full or read-only; the signal's reason; TypeError or RangeError for a wrong
 *   argument. Nothing is held then
 * @example
 * using lock = await acquireLock('/home/me/.tool/state.lck', { timeoutMs: 1000 });
 */
export async function acquireLock(path: Path, options?: AcquireOptions): Promise<FileLock> {
  return acquireAt({ path: absolutePath('path', path) }, options);
}

/**
 * Takes the lock, as `acquireLock` does, and blocks the thread while it waits.
 *
 * @param path - the lock file, a path or a file URL; its directory must exist
 * @param options - how long to wait, in milliseconds; default 5000
 * @returns the lock, held until `release`, or until its scope ends where it was declared with
 *   `using`
 * @throws ERR_LOCK_TIMEOUT, immediately when this thread holds it itself; ERR_LOCK_UNAVAILABLE;
 *   ERR_ATOMIC_WRITE when the disk is full or read-only; TypeError or RangeError for a wrong
 *   argument
 * @example
 * using lock = acquireLockSync('/home/me/.tool/state.lck');
 */
export function acquireLockSync(path: Path, options?: LockOptions): FileLock {
  return acquireAtNow({ path: absolutePath('path', path) }, options);
}

/**
 * Runs `body` while holding the lock at a path, and frees it whatever becomes of the body. What
 * takes the same lock from inside the body waits for its end: a body that awaits it waits until
 * the deadline (ERR_LOCK_TIMEOUT, `self`).
 *
 * @param path - the lock file, a path or a file URL; its directory must exist
 * @param args - how long to wait, in milliseconds, default 5000, a signal that ends the waiting, and
 *   where the calls are made, default `mixed`; they can be left out. Then the body, which is done under
 *   the lock; once it runs, no signal ends it
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is full or
 *   read-only, the signal's reason, TypeError or RangeError for a wrong argument: the body was not
 *   run; ERR_LOCK_LOST after the body, when the lock file was deleted or replaced meanwhile; and
 *   whatever the body throws, whose `suppressed` is then ERR_LOCK_LOST
 * @example
 * await withLock('/home/me/.tool/state.lck', () => rewrite(file));
 */
export async function withLock<T>(
  path: Path,
  ...args: BodyArguments<AcquireOptions, () => Promise<T> | T>
): Promise<T> {
  return holdAt({ path: absolutePath('path', path) }, args);
}

/**
 * Runs a synchronous `body` while holding the lock, as `withLock` does; blocks the thread while it
 * waits.
 *
 * @param path - the lock file, a path or a file URL; its directory must exist
 * @param args - how long to wait, in milliseconds, default 5000; can be left out. Then the body,
 *   which is done under the lock; one that returns a promise is refused
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is full or
 *   read-only, ERR_LOCK_LOST after the body, and whatever the body throws; TypeError when the body
 *   returns a promise; TypeError or RangeError for a wrong argument
 * @example
 * const count = withLockSync('/home/me/.tool/state.lck', () => increment(file));
 */
export function withLockSync<T>(path: Path, ...args: BodyArguments<LockOptions, () => T>): T {
  return holdAtNow({ path: absolutePath('path', path) }, args);
}
