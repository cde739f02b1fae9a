import { errnoOf, FileReadError } from '../errors.ts';
import { childPath } from '../name/child-path.ts';
import { looksShortened, shortNameOf } from '../name/short-name.ts';
import { isTempPathOf, targetOfTempName } from '../name/temp-name.ts';
import { lstat, readdir, time, unlink } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { inTurn } from '../write/write-in-turn.ts';
import { type LockOptions, withLock } from './file-lock.ts';
import { isOrphanedTemplate } from './lock-template.ts';

/**
 * A pending file. Its writer was killed, or is still at work: only who holds the target's lock
 * knows which. Or what a killed creator of a lock file has left, once that is an hour old.
 */
export interface Orphan {
  /** The path of the pending file. */
  readonly path: string;
  /**
   * The path that its writer was about to write; with the shortened name of that when it has more than
   * 230 bytes, and no file is there.
   */
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
  const names = yield* namesIn(directory);
  const wholeName = wholeNamesAmong(names);
  for (const name of names.toSorted()) {
    const template = targetOfTempName(name, 'mode');
    const target = targetOfTempName(name) ?? template;
    if (target === undefined) continue;
    const path = childPath(directory, name);
    const facts = yield* look(path);
    if (facts?.kind !== 'file') continue;
    // A creator of a lock file cannot hold its lock: only age tells whether it is still at work.
    if (template !== undefined && !isOrphanedTemplate(facts, yield* time())) continue;
    const { size: bytes, modifiedMs } = facts;
    orphans.push({ path, target: childPath(directory, wholeName(target)), bytes, modifiedMs });
  }
  return orphans;
}

/** Finds the name that was shortened, if a file has it. Long names are rare, and hashed only once. */
function wholeNamesAmong(names: readonly string[]): (shortened: string) => string {
  let wholeNames: ReadonlyMap<string, string> | undefined;
  return (target) => {
    if (!looksShortened(target)) return target;
    wholeNames ??= new Map(names.map((name) => [shortNameOf(name), name]));
    return wholeNames.get(target) ?? target;
  };
}

/**
 * Removes the pending files of `target` and of its lock file, of any age, and what killed creators
 * of its lock file left an hour ago. Only for a holder of that target's lock: to anyone else a live
 * writer's pending file looks the same.
 */
export function sweepOrphans(
  directory: string,
  target: string,
  lockPath: string,
): Operation<readonly string[]> {
  // In turn: a write of this thread that takes no lock keeps its pending file.
  return inTurn(target, () => sweep(directory, target, lockPath));
}

function* sweep(directory: string, target: string, lockPath: string): Operation<readonly string[]> {
  const swept: string[] = [];
  for (const name of yield* namesIn(directory)) {
    const path = childPath(directory, name);
    const isOurs =
      isTempPathOf(path, target) ||
      isTempPathOf(path, lockPath) ||
      (isTempPathOf(path, lockPath, 'mode') && (yield* isOrphanedNow(path)));
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

/** Which pending files are removed, by absolute paths: those of one target, or those of an age. */
export type OrphanSelection =
  | (LockOptions & {
      /** The path whose pending files, and those of its lock file, are removed, whatever their age. */
      readonly target: string;
      /** The lock that all writers of `target` take; it is held while they are removed. */
      readonly lockPath: string;
    })
  | {
      /** The age, in milliseconds since the last write, from which on each pending file is removed. */
      readonly olderThanMs: number;
    };

/**
 * Removes orphaned pending files: all of one target's, under its lock, where a live writer cannot
 * have one; or those last written so many milliseconds ago. One that cannot be removed stays,
 * without an error.
 *
 * @param directory - which directory
 * @param selection - the target, in the directory, and the path of its lock, with the time to wait
 *   for it; or `olderThanMs`
 * @returns the paths of those that were removed
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_ATOMIC_WRITE
 *   when the disk is full or read-only
 * @example
 * yield* removeOrphans('/home/me/.tool', { olderThanMs: 24 * 60 * 60 * 1000 });
 */
export function* removeOrphans(
  directory: string,
  selection: OrphanSelection,
): Operation<readonly string[]> {
  if ('target' in selection) {
    const { target, lockPath } = selection;
    return yield* withLock(lockPath, selection, () => sweepOrphans(directory, target, lockPath));
  }
  const newest = (yield* time()) - selection.olderThanMs;
  const removed: string[] = [];
  for (const { path, modifiedMs } of yield* listOrphans(directory)) {
    if (modifiedMs <= newest && (yield* removePending(path))) removed.push(path);
  }
  return removed;
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
