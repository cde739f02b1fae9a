import {
  freeLock,
  type HeldLock,
  withLock as holding,
  type LockOptions,
  takeLock,
} from './lock/file-lock.ts';
import { whileHolding } from './node/lock-queue.ts';
import { invoke } from './operation/effects.ts';
import { run } from './operation/run.ts';
import type { BlockingOptions } from './operation/run-options.ts';
import { runSync } from './operation/run-sync.ts';
import type { Operation } from './operation/system.ts';

/** A kernel lock that this process holds until `release`, or until it dies. */
export interface FileLock extends Disposable {
  /** The path of the lock file. */
  readonly path: string;
  /** Frees the lock. A second release does nothing. */
  release(): void;
}

/** How long to wait for a lock, and what ends the waiting early. */
export interface AcquireOptions extends LockOptions, BlockingOptions {
  /** Ends the waiting; the promise rejects with the signal's reason, and nothing is held. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes the advisory lock at a path, an empty file that is created 0600 and never deleted. The
 * kernel frees it when this process dies, however it dies; a lock is never taken away because of
 * its age. Waiters of one thread take turns in order.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds, default 5000, and a signal that ends the
 *   waiting
 * @returns the lock, held until `release`, or until its scope ends where it was declared with
 *   `using`
 * @throws ERR_LOCK_TIMEOUT while another holds it; ERR_LOCK_UNAVAILABLE when no lock can be had
 *   there, and `reason` says why; ERR_ATOMIC_WRITE when the disk is full or read-only; the signal's
 *   reason. Nothing is held then
 * @example
 * using lock = await acquireLock('/home/me/.tool/state.lck', { timeoutMs: 1000 });
 */
export async function acquireLock(path: string, options: AcquireOptions = {}): Promise<FileLock> {
  const lock = await run(takeLock(path, options), options);
  return fileLock(lock, (freeing) => void run(freeing));
}

/**
 * Takes the lock, as `acquireLock` does, and blocks the thread while it waits.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds; default 5000
 * @returns the lock, held until `release`, or until its scope ends where it was declared with
 *   `using`
 * @throws ERR_LOCK_TIMEOUT, immediately when this thread holds it itself; ERR_LOCK_UNAVAILABLE;
 *   ERR_ATOMIC_WRITE when the disk is full or read-only
 * @example
 * using lock = acquireLockSync('/home/me/.tool/state.lck');
 */
export function acquireLockSync(path: string, options?: LockOptions): FileLock {
  return fileLock(runSync(takeLock(path, options)), (freeing) => runSync(freeing));
}

/**
 * Runs `body` while holding the lock at a path, and frees it whatever becomes of the body. An
 * acquire of the same path from inside the body is refused immediately (ERR_LOCK_TIMEOUT, `self`).
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds, default 5000, and a signal that ends the
 *   waiting; the body, once it runs, is not ended
 * @param body - what is done under the lock
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is full or
 *   read-only, the signal's reason, and whatever the body throws
 * @example
 * await withLock('/home/me/.tool/state.lck', { timeoutMs: 1000 }, () => rewrite(file));
 */
export async function withLock<T>(
  path: string,
  options: AcquireOptions,
  body: () => Promise<T> | T,
): Promise<T> {
  const lock = await acquireLock(path, options);
  try {
    return await whileHolding(path, body);
  } finally {
    lock.release();
  }
}

/**
 * Runs a synchronous `body` while holding the lock, as `withLock` does; blocks the thread while it
 * waits.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds; default 5000
 * @param body - what is done under the lock; one that returns a promise is refused
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is full or
 *   read-only, and whatever the body throws; TypeError when the body returns a promise
 * @example
 * const count = withLockSync('/home/me/.tool/state.lck', {}, () => increment(file));
 */
export function withLockSync<T>(path: string, options: LockOptions, body: () => T): T {
  return runSync(holding(path, options, () => invoke(body)));
}

function fileLock(lock: HeldLock, runner: (freeing: Operation<void>) => void): FileLock {
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    runner(freeLock(lock));
  };
  return { path: lock.path, release, [Symbol.dispose]: release };
}
