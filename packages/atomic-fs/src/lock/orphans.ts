import { basename, dirname } from 'node:path';
import { errnoOf, FileReadError } from '../errors.ts';
import { childPath } from '../file/child-path.ts';
import { targetOfTempName } from '../file/temp-name.ts';
import { lstat, readdir, time, unlink } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { type LockOptions, withLock } from './file-lock.ts';

/**
 * A pending file. Its writer was killed, or is still at work: only who holds the target's lock
 * knows which.
 */
export interface Orphan {
  /** The path of the pending file. */
  readonly path: string;
  /** The path that its writer was about to write. */
  readonly target: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** When it was last written, in milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/**
 * Lists the pending files in a directory. The operation behind `listOrphans` and `listOrphansSync`
 * of the package.
 *
 * @param directory - the directory. Its subdirectories are not searched.
 * @returns the pending files, sorted by name; empty when the directory does not exist
 * @throws ERR_FILE_READ when the directory or a file in it cannot be inspected
 * @example
 * const orphans = yield* listOrphans('/home/me/.tool');
 */
export function* listOrphans(directory: string): Operation<readonly Orphan[]> {
  const orphans: Orphan[] = [];
  for (const name of (yield* namesIn(directory)).toSorted()) {
    const target = targetOfTempName(name);
    if (target === undefined) continue;
    const path = childPath(directory, name);
    const facts = yield* look(path);
    if (facts?.kind !== 'file') continue;
    const { size: bytes, modifiedMs } = facts;
    orphans.push({ path, target: childPath(directory, target), bytes, modifiedMs });
  }
  return orphans;
}

/**
 * Removes the pending files of `target` and of its lock file, of any age. Only for a holder of
 * that target's lock: to anyone else a live writer's pending file looks the same.
 */
function* sweepOrphans(target: string, lockPath: string): Operation<readonly string[]> {
  const swept: string[] = [];
  const directory = dirname(target);
  for (const name of yield* namesIn(directory)) {
    const owner = targetOfTempName(name);
    if (owner !== basename(target) && owner !== basename(lockPath)) continue;
    if (yield* removePending(childPath(directory, name))) swept.push(childPath(directory, name));
  }
  return swept;
}

/** Which pending files `removeOrphans` removes: all of one target, or all that are old enough. */
export type OrphanChoice =
  | {
      /**
       * The path whose pending files, and those of its lock file, are removed, whatever their age.
       */
      readonly target: string;
      /** The lock that all writers of `target` take; it is held while they are removed. */
      readonly lockPath: string;
      /** The longest wait for the lock, in milliseconds; default 5000. */
      readonly timeoutMs?: number | undefined;
    }
  | {
      /**
       * The age, in milliseconds since the last write, from which on a pending file of any target
       * is removed. No lock is taken, so choose more than any writer needs.
       */
      readonly olderThanMs: number;
    };

/**
 * Removes pending files that killed writers left. A file that cannot be removed is left, and not an
 * error. The operation behind `removeOrphans` and `removeOrphansSync` of the package.
 *
 * @param directory - the directory to search.
 * @param choice - all of one target, under its lock; or all that are older than an age.
 * @returns the paths of the removed files
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
 * @example
 * yield* removeOrphans('/home/me/.tool', { olderThanMs: 60 * 60 * 1000 });
 */
export function* removeOrphans(
  directory: string,
  choice: OrphanChoice,
): Operation<readonly string[]> {
  if ('target' in choice) {
    return yield* withLock(choice.lockPath, choice, () =>
      sweepOrphans(choice.target, choice.lockPath),
    );
  }
  const newest = (yield* time()) - choice.olderThanMs;
  const removed: string[] = [];
  for (const { path, modifiedMs } of yield* listOrphans(directory)) {
    if (modifiedMs <= newest && (yield* removePending(path))) removed.push(path);
  }
  return removed;
}

/**
 * Runs an operation under the lock of one target, after removing the pending files that killed
 * writers of that target left. This is how a file is read, changed and written back.
 *
 * @param target - the file that the operation changes.
 * @param options - the lock that all writers of the target take, and how long to wait for it.
 * @param body - makes the operation. It is not called unless the lock is held.
 * @returns what the operation returned
 * @throws ERR_FILE_READ when the directory cannot be listed; ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE; whatever the operation throws
 * @example
 * const path = '/home/me/.tool/count';
 * yield* underLockOf(path, { lockPath: `${path}.lock` }, function* () {
 *   const file = yield* readRegularFile(path);
 *   const count = Number(new TextDecoder().decode(file?.bytes));
 *   yield* replaceFile(path, String(count + 1));
 * });
 */
export function* underLockOf<T>(
  target: string,
  options: LockOptions & { readonly lockPath: string },
  body: () => Operation<T>,
): Operation<T> {
  return yield* withLock(options.lockPath, options, function* () {
    yield* sweepOrphans(target, options.lockPath);
    return yield* body();
  });
}

function* namesIn(directory: string): Operation<readonly string[]> {
  try {
    return yield* readdir(directory);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw new FileReadError(directory, cause);
  }
}

function* look(path: string): Operation<FileFacts | undefined> {
  try {
    return yield* lstat(path);
  } catch (cause) {
    throw new FileReadError(path, cause);
  }
}

/** What cannot be removed must not fail a write; `listOrphans` still shows it. */
function* removePending(path: string): Operation<boolean> {
  try {
    yield* unlink(path);
    return true;
  } catch {
    return false;
  }
}
