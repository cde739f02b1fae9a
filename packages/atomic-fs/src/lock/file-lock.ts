import { LockLostError, LockTimeoutError } from '../errors.ts';
import {
  enterQueue,
  freeLock,
  leaveQueue,
  lockHolder,
  lockRest,
  lstat,
  now,
  pause,
  throwIfAborted,
} from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { disconnect } from './disconnect.ts';
import { hasRoom, type KeptConnection } from './kept-connection.ts';
import type { OpenedLock } from './lock-file.ts';
import { waitForLock } from './wait-for-lock.ts';
import { withSuppressed } from './with-suppressed.ts';

/** How long to wait for a lock. */
export interface LockOptions {
  /** The longest wait, in milliseconds; 0 tries once; default 5000. */
  readonly timeoutMs?: number | undefined;
}

/** How long to wait for a lock, and where its connection is kept for the next one. */
export interface TakeOptions extends LockOptions {
  /** What `keptConnection` returned, for this path alone; default: nothing is kept. */
  readonly kept?: KeptConnection | undefined;
}

/** A lock that is held: its path, and the connection whose death frees it. */
export interface HeldLock {
  readonly path: string;
  readonly opened: OpenedLock;
  readonly kept: KeptConnection | undefined;
}

/** Takes the kernel lock at `path`. See `acquireLock` of the package. */
export function* takeLock(
  path: string,
  { timeoutMs = 5000, kept }: TakeOptions = {},
): Operation<HeldLock> {
  const started = yield* now();
  const turn = yield* enterQueue(path, timeoutMs);
  if (turn === 'self') throw new LockTimeoutError(path, 0, 'self');
  if (turn === 'timeout') {
    const waitedMs = Math.round((yield* now()) - started);
    throw new LockTimeoutError(path, waitedMs, yield* lockHolder(path));
  }
  try {
    const restMs = Math.min(yield* lockRest(path), timeoutMs);
    if (restMs > 0) yield* pause(restMs);
    const opened = yield* waitForLock({ path, started, timeoutMs, kept });
    return { path, opened, kept };
  } catch (error) {
    yield* leaveQueue(path);
    throw error;
  }
}

/**
 * Frees a lock, and lets the next waiter of this process go on. Returns the error of a lock whose
 * file has lost its name meanwhile: another process could take the lock of that name.
 */
export function* releaseLock({
  path,
  opened,
  kept,
}: HeldLock): Operation<LockLostError | undefined> {
  const lost = yield* isLost(path, opened);
  if (lost || !(yield* isKept(path, opened, kept))) yield* disconnect(path, opened.connection);
  yield* leaveQueue(path);
  return lost ? new LockLostError(path) : undefined;
}

/** What cannot be looked at is not known to be lost. */
function* isLost(path: string, { facts: { inode, device } }: OpenedLock): Operation<boolean> {
  try {
    const facts = yield* lstat(path);
    return facts?.inode !== inode || facts.device !== device;
  } catch {
    return false;
  }
}

function* isKept(
  path: string,
  opened: OpenedLock,
  kept: KeptConnection | undefined,
): Operation<boolean> {
  if (!hasRoom(kept)) return false;
  try {
    yield* freeLock(path, opened.connection);
  } catch {
    return false;
  }
  kept.idle = opened;
  return true;
}

/**
 * Runs `body`, an operation, under the lock at a path, and frees it whatever becomes of the body.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds, default 5000; and where the connection is
 *   kept for the next lock of the same path
 * @param body - what is done under the lock
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, immediately when this thread holds it itself and would be blocked;
 *   ERR_LOCK_UNAVAILABLE; ERR_ATOMIC_WRITE when the disk is full or read-only; ERR_LOCK_LOST after
 *   the body, when the lock file was deleted or replaced meanwhile; and whatever the body throws,
 *   whose `suppressed` is then ERR_LOCK_LOST
 * @example
 * yield* withLock('/home/me/.tool/state.lck', { timeoutMs: 1000 }, () => replaceFile(path, text));
 */
export function* withLock<T>(
  path: string,
  options: TakeOptions,
  body: () => Operation<T>,
): Operation<T> {
  const lock = yield* takeLock(path, options);
  let result: T;
  try {
    // Between two calls others may have had the thread, and have aborted the wait that ends here.
    yield* throwIfAborted();
    result = yield* body();
  } catch (error) {
    throw withSuppressed(error, yield* releaseLock(lock));
  }
  const lost = yield* releaseLock(lock);
  if (lost !== undefined) throw lost;
  return result;
}
