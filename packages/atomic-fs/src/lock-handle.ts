import type { LockOptions } from './lock/file-lock.ts';
import {
  type AcquireOptions,
  acquireAt,
  acquireAtNow,
  type BodyArguments,
  type FileLock,
  holdAt,
  holdAtNow,
  type LockPlace,
} from './lock/hold-lock.ts';
import { closeKept, keptConnection } from './lock/kept-connection.ts';
import { runSync } from './operation/run-sync.ts';
import { absolutePath, type Path } from './options/path.ts';
import { invalidState } from './options/wrong-argument.ts';

/**
 * The lock at one path, for a caller that takes it again and again: the connection to the lock file
 * stays open in between. Its locks and those of `acquireLock` exclude each other and take turns.
 * Until `close`, or until it is collected, it costs one descriptor.
 */
export interface LockHandle extends Disposable {
  /** The absolute path of the lock file. */
  readonly path: string;
  /**
   * Takes the lock; options, result and errors are those of `acquireLock`.
   * @throws TypeError once the handle is closed
   */
  acquire(options?: AcquireOptions): Promise<FileLock>;
  /**
   * Takes the lock and blocks the thread while it waits; see `acquireLockSync`.
   * @throws TypeError once the handle is closed
   */
  acquireSync(options?: LockOptions): FileLock;
  /**
   * Runs a body while holding the lock; see `withLock`.
   * @throws TypeError once the handle is closed
   */
  withLock<T>(...args: BodyArguments<AcquireOptions, () => Promise<T> | T>): Promise<T>;
  /**
   * Runs a synchronous body while holding the lock; see `withLockSync`.
   * @throws TypeError once the handle is closed
   */
  withLockSync<T>(...args: BodyArguments<LockOptions, () => T>): T;
  /**
   * Closes the connection, and ends the use of the handle. A lock that is held stays held until it
   * is released, and who waits for it already will have it. A second close does nothing.
   */
  close(): void;
}

/**
 * Returns a handle to the lock at a path, through which taking it costs a fraction of what
 * `acquireLock` does, since the lock file is opened once. Nothing is opened before the first
 * acquire; a lock file that was deleted or replaced since the last one is noticed, and opened anew.
 *
 * @param path - the lock file, a path or a file URL; its directory must exist when it is taken
 * @returns the handle, open until `close`, or until its scope ends where it was declared with
 *   `using`
 * @throws TypeError for what is no path
 * @example
 * using lock = createLock('/home/me/.tool/state.lck');
 * for (const job of jobs) await lock.withLock(() => append(job));
 */
export function createLock(path: Path): LockHandle {
  const place = { path: absolutePath('path', path), kept: keptConnection() };
  const open = (): LockPlace => {
    if (place.kept.closed) throw invalidState(`the handle of the lock '${place.path}' is closed`);
    return place;
  };
  const close = (): void => runSync(closeKept(place.path, place.kept));
  return {
    path: place.path,
    acquire: async (options) => acquireAt(open(), options),
    acquireSync: (options) => acquireAtNow(open(), options),
    withLock: async (...args) => holdAt(open(), args),
    withLockSync: (...args) => holdAtNow(open(), args),
    close,
    [Symbol.dispose]: close,
  };
}
