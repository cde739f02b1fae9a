import { basename, dirname } from 'node:path';
import { errnoOf, FileReadError } from '../errors.ts';
import { childPath } from '../file/child-path.ts';
import { targetOfTempName } from '../file/temp-name.ts';
import { lstat, readdir, time, unlink } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { type TakeOptions, withLock } from './file-lock.ts';
import { isOrphanedTemplate, lockOfTemplateName } from './lock-template.ts';

/**
 * A pending file. Its writer was killed, or is still at work: only who holds the target's lock
 * knows which. Or what a killed creator of a lock file has left, once that is an hour old.
 */
export interface Orphan {
  /** The path of the pending file. */
  readonly path: string;
  /** The path that its writer was about to write. */
  readonly target: string;
  /** Its size. */
  readonly bytes: number;
  /** When it was last written, in milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/**
 * Lists the pending files in a directory: orphans, whose writers were killed, and those of writers
 * still at work. Nothing is changed.
 *
 * @param directory - which directory; none below it is looked into
 * @returns the pending files, sorted by name; none where there is no directory
 * @throws ERR_FILE_READ
 * @example
 * const orphans = yield* listOrphans('/home/me/.tool');
 */
export function* listOrphans(directory: string): Operation<readonly Orphan[]> {
  const orphans: Orphan[] = [];
  for (const name of (yield* namesIn(directory)).toSorted()) {
    const target = targetOfTempName(name) ?? lockOfTemplateName(name);
    if (target === undefined) continue;
    const path = childPath(directory, name);
    const facts = yield* look(path);
    if (facts?.kind !== 'file' || (yield* mayBeInUse(name, facts))) continue;
    const { size: bytes, modifiedMs } = facts;
    orphans.push({ path, target: childPath(directory, target), bytes, modifiedMs });
  }
  return orphans;
}

/** A creator of a lock file cannot hold its lock: only age tells whether it is still at work. */
function* mayBeInUse(name: string, facts: FileFacts): Operation<boolean> {
  return lockOfTemplateName(name) !== undefined && !isOrphanedTemplate(facts, yield* time());
}

/**
 * Removes the pending files of `target` and of its lock file, of any age, and what killed creators
 * of its lock file left an hour ago. Only for a holder of that target's lock: to anyone else a live
 * writer's pending file looks the same.
 */
function* sweepOrphans(target: string, lockPath: string): Operation<readonly string[]> {
  const swept: string[] = [];
  const directory = dirname(target);
  for (const name of yield* namesIn(directory)) {
    const path = childPath(directory, name);
    const owner = targetOfTempName(name);
    const isOurs =
      owner === basename(target) ||
      owner === basename(lockPath) ||
      (lockOfTemplateName(name) === basename(lockPath) && (yield* isOrphanedNow(path)));
    if (isOurs && (yield* removePending(path))) swept.push(path);
  }
  return swept;
}

/** What cannot be looked at stays, as what cannot be removed does. */
function* isOrphanedNow(template: string): Operation<boolean> {
  try {
    const facts = yield* lstat(template);
    return facts?.kind === 'file' && isOrphanedTemplate(facts, yield* time());
  } catch {
    return false;
  }
}

/**
 * Which pending files are removed: those of one target, under its lock; or those last written at
 * least so many milliseconds ago.
 */
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
 * Removes orphaned pending files: all of one target's, under its lock, where a live writer cannot
 * have one; or those last written so many milliseconds ago. One that cannot be removed stays,
 * without an error.
 *
 * @param directory - which directory
 * @param choice - the target and the path of its lock, with the time to wait for it; or
 *   `olderThanMs`
 * @returns the paths of those that were removed
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is
 *   full or read-only
 * @example
 * yield* removeOrphans('/home/me/.tool', { olderThanMs: 24 * 60 * 60 * 1000 });
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
 * Runs `body` under the lock of one target, its orphans removed first: how every read-modify-write
 * of this family of packages is done.
 *
 * @param target - the path of the file that the lock protects
 * @param options - the path of the lock, how long to wait for it, in milliseconds, default 5000, and
 *   where its connection is kept
 * @param body - reads and writes the target
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is full or
 *   read-only, ERR_FILE_READ when the directory cannot be listed, and whatever the body throws
 * @example
 * yield* underLockOf(path, { lockPath: `${path}.lck` }, () => replaceFile(path, text));
 */
export function* underLockOf<T>(
  target: string,
  options: TakeOptions & { readonly lockPath: string },
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
