import { LockTimeoutError, LockUnavailableError, reasonOf } from '../errors.ts';
import { sqliteErrcode } from '../node/kernel-lock.ts';
import {
  closeLock,
  enterQueue,
  leaveQueue,
  lockHolder,
  now,
  openLock,
  pause,
  random,
  tryLock,
} from '../operation/effects.ts';
import type { LockConnection, Operation } from '../operation/system.ts';
import { provideLockFile } from './lock-file.ts';

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
    yield* provideLockFile(path);
    const connection = yield* connect(path);
    try {
      yield* poll(path, connection, started, timeoutMs);
    } catch (error) {
      yield* disconnect(path, connection);
      throw error;
    }
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
 * Closing frees the lock even where it fails, and must not turn a finished write into a failure.
 */
function* disconnect(path: string, connection: LockConnection): Operation<void> {
  try {
    yield* closeLock(path, connection);
  } catch {
    // The descriptor is gone either way, and the kernel's lock with it.
  }
}

/**
 * Runs `body`, an operation, under the lock at a path, and frees it whatever becomes of the body.
 *
 * @param path - the lock file; its directory must exist
 * @param options - how long to wait, in milliseconds; default 5000
 * @param body - what is done under the lock
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, immediately when this thread holds it itself; ERR_LOCK_UNAVAILABLE; and
 *   whatever the body throws
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

function* connect(path: string): Operation<LockConnection> {
  try {
    return yield* openLock(path);
  } catch (cause) {
    throw new LockUnavailableError(path, lockFailure(cause), { cause });
  }
}

function* poll(
  path: string,
  connection: LockConnection,
  started: number,
  timeoutMs: number,
): Operation<void> {
  for (let delayMs = firstPollMs; ; delayMs = Math.min(delayMs * 2, longestPollMs)) {
    if (yield* tryOnce(path, connection)) return;
    const leftMs = started + timeoutMs - (yield* now());
    if (!(leftMs > 0)) throw yield* timedOut(path, started);
    yield* pause(Math.min(leftMs, delayMs * (0.5 + (yield* random()))));
  }
}

function* tryOnce(path: string, connection: LockConnection): Operation<boolean> {
  try {
    return yield* tryLock(path, connection);
  } catch (cause) {
    throw new LockUnavailableError(path, lockFailure(cause), { cause });
  }
}

/** SQLite's codes that a lock file can cause (https://www.sqlite.org/rescode.html). */
const sqliteReasons: ReadonlyMap<number | undefined, string> = new Map([
  [8, 'it cannot be written'],
  [14, 'it cannot be opened'],
  [26, 'it is not empty'],
]);

/** SQLite's errors have one `code` in common, so the message says more. */
function lockFailure(cause: unknown): string {
  const errcode = sqliteErrcode(cause);
  if (errcode === undefined || !(cause instanceof Error)) return reasonOf(cause);
  return sqliteReasons.get(errcode) ?? cause.message;
}

function* timedOut(path: string, started: number): Operation<LockTimeoutError> {
  const waitedMs = Math.round((yield* now()) - started);
  return new LockTimeoutError(path, waitedMs, yield* lockHolder(path));
}
