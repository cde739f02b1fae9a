import {
  freeLock,
  type HeldLock,
  type LockOptions,
  takeLock,
  withLock as withLockOperation,
} from './lock/file-lock.ts';
import { whileHolding } from './node/lock-queue.ts';
import { invoke } from './operation/effects.ts';
import { run } from './operation/run.ts';
import { runSync } from './operation/run-sync.ts';
import type { Operation } from './operation/system.ts';

/**
 * A kernel lock that this process holds until {@link FileLock.release}, or until the process dies.
 */
export interface FileLock extends Disposable {
  /** The path of the lock file, as it was given. */
  readonly path: string;
  /** Frees the lock. A second release does nothing. It never throws. */
  release(): void;
}

/** How long {@link acquireLock} and {@link withLock} wait for a lock that another holds. */
export interface AcquireOptions extends LockOptions {
  /**
   * Ends the waiting when it aborts: the promise is rejected with the signal's reason, and nothing
   * is held. Default: only `timeoutMs` ends the waiting.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes the advisory lock at a path, an empty file 0600 that is created when it is missing and
 * never deleted. The kernel frees the lock when this process dies, however it dies; a lock never
 * expires. Waiters of one process get it in the order in which they asked.
 *
 * @param path - the lock file. Nothing else may use it, nor that path followed by `-journal`,
 *   `-wal` or `-shm`.
 * @param options - how long to wait, and a signal that ends the waiting.
 * @returns the lock, held until it is released
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the lock is still held at the
 *   deadline; at once inside a `withLock` body that holds the same path
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when no real lock can be had there
 * @throws the signal's reason when it aborts
 * @example
 * const lock = await acquireLock('/home/me/.tool/state.lock', { timeoutMs: 2000 });
 * try {
 *   await replaceFile('/home/me/.tool/state.json', '{}');
 * } finally {
 *   lock.release();
 * }
 */
export async function acquireLock(path: string, options: AcquireOptions = {}): Promise<FileLock> {
  const lock = await run(takeLock(path, options), { signal: options.signal });
  return fileLock(lock, (freeing) => void run(freeing));
}

/**
 * Takes the advisory lock at a path; synchronous form of {@link acquireLock}. It blocks the thread
 * while it waits, and fails at once when this thread holds the lock itself, since nothing could
 * release it then.
 *
 * @param path - the lock file. Nothing else may use it, nor that path followed by `-journal`,
 *   `-wal` or `-shm`.
 * @param options - how long to wait.
 * @returns the lock, held until it is released
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the lock is still held at the
 *   deadline; at once, with `holder: 'self'`, when this thread holds it
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when no real lock can be had there
 * @example
 * const lock = acquireLockSync('/home/me/.tool/state.lock');
 * lock.release();
 */
export function acquireLockSync(path: string, options?: LockOptions): FileLock {
  return fileLock(runSync(takeLock(path, options)), (freeing) => runSync(freeing));
}

/**
 * Runs a function while holding the lock at a path, and frees the lock whether the function returns
 * or throws. An acquire of the same path inside the function is refused at once, since it could
 * never succeed.
 *
 * @param path - the lock file. Nothing else may use it, nor that path followed by `-journal`,
 *   `-wal` or `-shm`.
 * @param options - how long to wait, and a signal that ends the waiting.
 * @param body - what to do under the lock. It is not called unless the lock is held.
 * @returns what `body` returned
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the lock is still held at the deadline
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when no real lock can be had there
 * @throws the signal's reason when it aborts, and whatever `body` throws
 * @example
 * await withLock('/home/me/.tool/state.lock', { timeoutMs: 2000 }, async () => {
 *   await replaceFile('/home/me/.tool/state.json', '{}');
 * });
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
 * Runs a synchronous function while holding the lock at a path; synchronous form of {@link
 * withLock}. It blocks the thread while it waits for the lock.
 *
 * @param path - the lock file. Nothing else may use it, nor that path followed by `-journal`,
 *   `-wal` or `-shm`.
 * @param options - how long to wait.
 * @param body - what to do under the lock. It must not return a promise.
 * @returns what `body` returned
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the lock is still held at the
 *   deadline; at once, with `holder: 'self'`, when this thread holds it
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when no real lock can be had there
 * @throws TypeError when `body` returns a promise, and whatever `body` throws
 * @example
 * withLockSync('/home/me/.tool/state.lock', {}, () => {
 *   replaceFileSync('/home/me/.tool/state.json', '{}');
 * });
 */
export function withLockSync<T>(path: string, options: LockOptions, body: () => T): T {
  return runSync(withLockOperation(path, options, () => invoke(body)));
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
