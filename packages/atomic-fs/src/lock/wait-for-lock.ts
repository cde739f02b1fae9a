import { LockTimeoutError, LockUnavailableError } from '../errors.ts';
import { primaryErrcode } from '../node/lock/sqlite-errors.ts';
import { lockHolder, now, pause, random, throwIfAborted, tryLock } from '../operation/effects.ts';
import type { LockConnection, Operation } from '../operation/system.ts';
import { disconnect } from './disconnect.ts';
import { refuseDiskWithoutLocks } from './disk-without-locks.ts';
import { hasRoom, type KeptConnection, takeIdle } from './kept-connection.ts';
import { keepIfSame, mostAttempts, type OpenedLock, openLockFile } from './lock-file.ts';
import { refuseUnwritableDisk } from './lock-template.ts';
import { unavailable } from './unavailable.ts';

/** One wait for a lock, from the moment at which it was asked for. */
export interface Wait {
  readonly path: string;
  readonly started: number;
  readonly timeoutMs: number;
  readonly kept: KeptConnection | undefined;
}

const firstPollMs = 0.2;
const longestPollMs = 10;

/**
 * The pause between two tries grows to 10 ms, and shrinks again to 1 ms as the deadline nears: who has
 * waited longest is more likely to be the first who looks when the lock is free.
 */
function pollMs(triedMs: number, leftMs: number): number {
  return Math.min(triedMs, longestPollMs, Math.max(1, leftMs / 250));
}

/**
 * Returns the connection that holds the lock. A lock file that was replaced while its lock was
 * waited for protects nothing any more, and neither does one that was replaced while a handle kept
 * its connection: then it is opened anew.
 */
export function* waitForLock(wait: Wait): Operation<OpenedLock> {
  for (let left = mostAttempts; left > 0; left -= 1) {
    const idle = takeIdle(wait.kept);
    const opened = idle ?? (yield* openSettled(wait));
    try {
      yield* poll(wait, opened.connection);
    } catch (error) {
      if (idle !== undefined && isTimeout(error) && hasRoom(wait.kept)) wait.kept.idle = idle;
      else yield* disconnect(wait.path, opened.connection);
      throw error;
    }
    const taken = yield* keepIfSame(wait.path, opened);
    if (taken !== undefined) return yield* unlessAborted(wait.path, taken);
  }
  throw new LockUnavailableError(wait.path, 'unstable');
}

/** One that was never locked is not kept: the names beside it would have to be looked at again. */
function isTimeout(error: unknown): boolean {
  return error instanceof LockTimeoutError;
}

/** The last look at the signal: from here to the body no call comes between. */
function* unlessAborted(path: string, taken: OpenedLock): Operation<OpenedLock> {
  try {
    yield* throwIfAborted();
    return taken;
  } catch (reason) {
    yield* disconnect(path, taken.connection);
    throw reason;
  }
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
    const waitedMs = (yield* now()) - started;
    const leftMs = timeoutMs - waitedMs;
    if (!(leftMs > 0)) {
      throw new LockTimeoutError(path, Math.round(waitedMs), yield* lockHolder(path));
    }
    yield* pause(Math.min(leftMs, pollMs(delayMs, leftMs) * (0.5 + (yield* random()))));
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
