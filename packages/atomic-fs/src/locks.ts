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
import { runSync } from './operation/run-sync.ts';
import type { Operation } from './operation/system.ts';

/** A kernel lock that this process holds until `release`, or until it dies. */
export interface FileLock extends Disposable {
  readonly path: string;
  /** Frees the lock. A second release does nothing. */
  release(): void;
}

export interface AcquireOptions extends LockOptions {
  /** Ends the waiting; the promise rejects with the signal's reason, and nothing is held. */
  readonly signal?: AbortSignal;
}

/**
 * Takes the advisory lock at `path`, an empty file that is created 0600 and never deleted. The
 * kernel frees it when this process dies, however it dies; the age of a lock never matters.
 * Waiters of one process take turns in order.
 *
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
 */
export async function acquireLock(path: string, options: AcquireOptions = {}): Promise<FileLock> {
  const lock = await run(takeLock(path, options), { signal: options.signal });
  return fileLock(lock, (freeing) => void run(freeing));
}

/** `acquireLock`, blocking the thread while it waits; at once ERR_LOCK_TIMEOUT when it holds it. */
export function acquireLockSync(path: string, options?: LockOptions): FileLock {
  return fileLock(runSync(takeLock(path, options)), (freeing) => runSync(freeing));
}

/**
 * Runs `body` while holding the lock at `path`, and frees it whatever becomes of the body. An
 * acquire of the same path from inside the body is refused at once (ERR_LOCK_TIMEOUT, `self`).
 *
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, and whatever the body throws
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

/** `withLock` for a synchronous body; a body that returns a promise is refused. */
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
