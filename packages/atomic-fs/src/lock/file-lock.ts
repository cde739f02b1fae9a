import { LockTimeoutError, LockUnavailableError } from '../errors.ts';
import { primaryErrcode } from '../node/sqlite-errors.ts';
import {
  enterQueue,
  leaveQueue,
  lockHolder,
  now,
  pause,
  random,
  tryLock,
} from '../operation/effects.ts';
import type { LockConnection, Operation } from '../operation/system.ts';
import { disconnect } from './disconnect.ts';
import { refuseDiskWithoutLocks } from './disk-without-locks.ts';
import { keepIfSame, mostAttempts, type OpenedLock, openLockFile } from './lock-file.ts';
import { refuseUnwritableDisk } from './lock-template.ts';
import { unavailable } from './unavailable.ts';

/** How long to wait for a lock. */
export interface LockOptions {
  /** The longest wait, in milliseconds; 0 tries once; default 5000. */
  readonly timeoutMs?: number | undefined;
}

/** A lock that is held: its path, and the connection whose death frees it. */
export interface HeldLock {
  readonly path: string;
  readonly connection: LockConnection;
}

const firstPollMs = 0.2;
/** A poll costs about 0.2 ms of a processor: at this pace 32 waiters leave the holder its own. */
const longestPollMs = 10;

/** Takes the kernel lock at `path`. See `acquireLock` of the package. */
export function* takeLock(
  path: string,
  { timeoutMs = 5000 }: LockOptions = {},
): Operation<HeldLock> {
  const started = yield* now();
  const turn = yield* enterQueue(path, timeoutMs);
  if (turn === 'self') throw new LockTimeoutError(path, 0, 'self');
  if (turn === 'timeout') throw yield* timedOut(path, started);
  try {
    const { connection } = yield* waitFor({ path, started, timeoutMs });
    return { path, connection };
  } catch (error) {
    yield* leaveQueue(path);
    throw error;
  }
}

/** Frees a lock, and lets the next waiter of this process go on. */
export function* freeLock(lock: HeldLock): Operation<void> {
  yield* disconnect(lock.path, lock.connection);
  yield* leaveQueue(lock.path);
}

/**
 * Runs `body`, an operation, under the lock at a path, and frees it whatever becomes of the body.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds; default 5000
 * @param body - what is done under the lock
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, immediately when this thread holds it itself; ERR_LOCK_UNAVAILABLE;
 *   ERR_ATOMIC_WRITE when the disk is full or read-only; and whatever the body throws
 * @example
 * yield* withLock('/home/me/.tool/state.lck', { timeoutMs: 1000 }, () => replaceFile(path, text));
 */
export function* withLock<T>(
  path: string,
  options: LockOptions,
  body: () => Operation<T>,
): Operation<T> {
  const lock = yield* takeLock(path, options);
  try {
    return yield* body();
  } finally {
    yield* freeLock(lock);
  }
}

interface Wait {
  readonly path: string;
  readonly started: number;
  readonly timeoutMs: number;
}

/** A lock file that was replaced while its lock was waited for protects nothing any more. */
function* waitFor(wait: Wait): Operation<OpenedLock> {
  for (let left = mostAttempts; left > 0; left -= 1) {
    const opened = yield* openSettled(wait);
    try {
      yield* poll(wait, opened.connection);
    } catch (error) {
      yield* disconnect(wait.path, opened.connection);
      throw error;
    }
    const taken = yield* keepIfSame(wait.path, opened);
    if (taken !== undefined) return taken;
  }
  throw new LockUnavailableError(wait.path, 'unstable');
}

/** FUSE drivers remember a link count for a second (`attr_timeout`). */
const staleLinksMs = 1200;

/**
 * A version that publishes a lock file by link gives it two names for a moment, which some file
 * systems go on showing for a second: only a second name that stays is believed.
 */
function* openSettled({ path, started, timeoutMs }: Wait): Operation<OpenedLock> {
  const until = started + Math.min(timeoutMs, staleLinksMs);
  for (;;) {
    try {
      return yield* openLockFile(path);
    } catch (error) {
      const isShared = error instanceof LockUnavailableError && error.reason === 'several-names';
      const leftMs = until - (yield* now());
      if (!isShared || !(leftMs > 0)) throw error;
      yield* pause(Math.min(leftMs, 50));
    }
  }
}

function* poll({ path, started, timeoutMs }: Wait, connection: LockConnection): Operation<void> {
  for (let delayMs = firstPollMs; ; delayMs = Math.min(delayMs * 2, longestPollMs)) {
    if (yield* tryOnce(path, connection)) return;
    if (delayMs === firstPollMs) yield* refuseDiskWithoutLocks(path);
    const leftMs = started + timeoutMs - (yield* now());
    if (!(leftMs > 0)) throw yield* timedOut(path, started);
    yield* pause(Math.min(leftMs, delayMs * (0.5 + (yield* random()))));
  }
}

const readOnly = 8;

function* tryOnce(path: string, connection: LockConnection): Operation<boolean> {
  try {
    return yield* tryLock(path, connection);
  } catch (cause) {
    if (primaryErrcode(cause) === readOnly) yield* refuseUnwritableDisk(path);
    throw unavailable(path, cause);
  }
}

function* timedOut(path: string, started: number): Operation<LockTimeoutError> {
  const waitedMs = Math.round((yield* now()) - started);
  return new LockTimeoutError(path, waitedMs, yield* lockHolder(path));
}
