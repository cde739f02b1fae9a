import { AtomicWriteError, LockUnavailableError, reasonOf } from '../errors.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { dropPending, stage } from '../write/pending-file.ts';

/**
 * The age, in milliseconds, from which on a template is an orphan. No lock tells a template that is
 * in use from one whose creator was killed, since there is no lock file yet.
 */
const orphanedMs = 60 * 60 * 1000;

/** Whether a template has been there for so long that nobody uses it any more. */
export function isOrphanedTemplate({ modifiedMs }: FileFacts, nowMs: number): boolean {
  return modifiedMs <= nowMs - orphanedMs;
}

const empty = { bytes: new Uint8Array(0), mode: 0o600, durability: 'atomic' } as const;

/**
 * Runs `body` with a new file beside the lock file, empty, 0600 and closed, that nobody else knows:
 * SQLite gives its mode to the lock file that it creates, and a lock can be tried on it. It is
 * removed afterwards; one that a kill leaves is an orphan.
 *
 * @throws ERR_ATOMIC_WRITE for a disk that is full or read-only, ERR_LOCK_UNAVAILABLE
 */
export function* withTemplate<T>(
  lockPath: string,
  body: (template: string) => Operation<T>,
): Operation<T> {
  const template = yield* createTemplate(lockPath);
  try {
    return yield* body(template);
  } finally {
    yield* dropPending(template);
  }
}

/**
 * Throws when the directory of a lock file can hold no new file because the disk is full or
 * read-only: of both SQLite says no more than that it cannot open or write.
 *
 * @throws ERR_ATOMIC_WRITE
 */
export function* refuseUnwritableDisk(lockPath: string): Operation<void> {
  try {
    yield* withTemplate(lockPath, function* () {});
  } catch (error) {
    if (error instanceof AtomicWriteError) throw error;
  }
}

function* createTemplate(lockPath: string): Operation<string> {
  try {
    return yield* stage(lockPath, empty, 'mode');
  } catch (failed) {
    if (failed instanceof AtomicWriteError && ofDisk.has(failed.errno)) throw failed;
    const cause = failed instanceof AtomicWriteError ? failed.cause : failed;
    throw new LockUnavailableError(lockPath, 'cannot-create', {
      detail: reasonOf(cause, 'write'),
      cause: failed,
    });
  }
}

const ofDisk: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EROFS', 'EDQUOT']);
