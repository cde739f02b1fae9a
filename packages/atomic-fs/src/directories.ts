import {
  type DirectoryOptions,
  ensureDirectory as ensuring,
} from './directory/ensure-directory.ts';
import { listOrphans as listing, type Orphan, removeOrphans as removing } from './lock/orphans.ts';
import { run } from './operation/run.ts';
import type { BlockingOptions } from './operation/run-options.ts';
import { runSync } from './operation/run-sync.ts';
import { checkOptions } from './options/check-options.ts';
import { directoryRules } from './options/file-rules.ts';
import { type OrphanChoice, selectionOf } from './options/orphan-choice.ts';
import { absolutePath, type Path } from './options/path.ts';

/**
 * Creates a directory and what is missing above it, each new name durable before the next is made,
 * and each with exactly the mode. One that is there stays as it is, whatever its mode. A failure
 * leaves the directories that were made until then.
 *
 * @param path - where the directory is to be
 * @param options - the permission bits of each directory that is created, default 0700; and where the
 *   calls are made, default `mixed`
 * @throws ERR_ATOMIC_WRITE when a step failed, also when something else has one of the names, or
 *   the umask takes bits of the owner; TypeError or RangeError for a wrong argument, before anything
 *   is touched
 * @example
 * await ensureDirectory('/home/me/.tool/cache');
 */
export async function ensureDirectory(
  path: Path,
  options?: DirectoryOptions & BlockingOptions,
): Promise<void> {
  return await run(
    ensuring(absolutePath('path', path), checkOptions(options, directoryRules)),
    options,
  );
}

/**
 * Creates a directory, as `ensureDirectory` does, and blocks the thread meanwhile.
 *
 * @param path - where the directory is to be
 * @param options - the permission bits of each directory that is created; default 0700
 * @throws ERR_ATOMIC_WRITE when a step failed, also when something else has one of the names, or
 *   the umask takes bits of the owner; TypeError or RangeError for a wrong argument, before anything
 *   is touched
 * @example
 * ensureDirectorySync('/home/me/.tool/cache');
 */
export function ensureDirectorySync(path: Path, options?: DirectoryOptions): void {
  runSync(ensuring(absolutePath('path', path), checkOptions(options, directoryRules)));
}

/**
 * Lists the pending files in a directory: orphans, whose writers were killed, and those of writers
 * still at work. Nothing is changed.
 *
 * @param directory - which directory; none below it is looked into
 * @param options - where the calls are made, default `mixed`
 * @returns the pending files, sorted by name; none where there is no directory
 * @throws ERR_FILE_READ; TypeError for a path that is none
 * @example
 * for (const { path, target } of await listOrphans('/home/me/.tool')) console.log(path, target);
 */
export async function listOrphans(
  directory: Path,
  options?: BlockingOptions,
): Promise<readonly Orphan[]> {
  return await run(listing(absolutePath('directory', directory)), options);
}

/**
 * Lists the pending files in a directory, as `listOrphans` does, and blocks the thread meanwhile.
 *
 * @param directory - which directory; none below it is looked into
 * @returns the pending files, sorted by name; none where there is no directory
 * @throws ERR_FILE_READ; TypeError for a path that is none
 * @example
 * const orphans = listOrphansSync('/home/me/.tool');
 */
export function listOrphansSync(directory: Path): readonly Orphan[] {
  return runSync(listing(absolutePath('directory', directory)));
}

/**
 * Removes orphaned pending files: all of one target's, under its lock, where a live writer cannot
 * have one; or those last written so many milliseconds ago. One that cannot be removed stays,
 * without an error.
 *
 * @param directory - which directory
 * @param choice - the target, by its name in the directory or its path, and the path of its lock,
 *   default the target with `.lck` after it, with the time to wait for it, in milliseconds, default
 *   5000; or `olderThanMs`
 * @param options - where the calls are made, default `mixed`
 * @returns the paths of those that were removed
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_ATOMIC_WRITE
 *   when the disk is full or read-only; TypeError or RangeError for a wrong argument, also a target elsewhere
 * @example
 * await removeOrphans('/home/me/.tool', { olderThanMs: 24 * 60 * 60 * 1000 });
 */
export async function removeOrphans(
  directory: Path,
  choice: OrphanChoice,
  options?: BlockingOptions,
): Promise<readonly string[]> {
  const path = absolutePath('directory', directory);
  return await run(removing(path, selectionOf(path, choice)), options);
}

/**
 * Removes orphaned pending files, as `removeOrphans` does, and blocks the thread meanwhile.
 *
 * @param directory - which directory
 * @param choice - the target, by its name in the directory or its path, and the path of its lock,
 *   default the target with `.lck` after it, with the time to wait for it, in milliseconds, default
 *   5000; or `olderThanMs`
 * @returns the paths of those that were removed
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_ATOMIC_WRITE
 *   when the disk is full or read-only; TypeError or RangeError for a wrong argument, also a target elsewhere
 * @example
 * removeOrphansSync('/home/me/.tool', { target: 'state.json' });
 */
export function removeOrphansSync(directory: Path, choice: OrphanChoice): readonly string[] {
  const path = absolutePath('directory', directory);
  return runSync(removing(path, selectionOf(path, choice)));
}
