import { errnoOf, LockUnavailableError, type LockUnavailableReason, reasonOf } from '../errors.ts';
import { primaryErrcode, sqliteErrcode } from '../node/lock/sqlite-errors.ts';

/** SQLite's codes that a lock file can cause (https://www.sqlite.org/rescode.html). */
const reasons: ReadonlyMap<number | undefined, LockUnavailableReason> = new Map([
  [8, 'not-writable'],
  [14, 'cannot-open'],
  [26, 'not-empty'],
  // What the kernel answers where it has no locks, and does not call it ENOLCK: SQLITE_PERM, and
  // SQLITE_IOERR_RDLOCK and SQLITE_IOERR_LOCK.
  [3, 'no-locks'],
  [2314, 'no-locks'],
  [3850, 'no-locks'],
]);

/** The error for what SQLite refuses, or a runtime without it. */
export function unavailable(path: string, cause: unknown): LockUnavailableError {
  const errcode = sqliteErrcode(cause);
  const reason = reasons.get(errcode) ?? reasons.get(primaryErrcode(cause)) ?? otherReason(cause);
  // SQLite's errors have one `code` in common, so the message says more.
  const detail =
    errcode !== undefined && cause instanceof Error ? cause.message : reasonOf(cause, 'lock');
  return new LockUnavailableError(path, reason, { detail, cause });
}

function otherReason(cause: unknown): LockUnavailableReason {
  return errnoOf(cause) === 'ERR_UNKNOWN_BUILTIN_MODULE' ? 'no-sqlite' : 'failed';
}
