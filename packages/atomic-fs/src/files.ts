import {
  type DirectoryOptions,
  ensureDirectory as ensuring,
} from './directory/ensure-directory.ts';
import {
  listOrphans as listing,
  type Orphan,
  removeOrphans as removingOrphans,
} from './lock/orphans.ts';
import { run } from './operation/run.ts';
import type { BlockingOptions, TurnOptions } from './operation/run-options.ts';
import { runSync } from './operation/run-sync.ts';
import { checkOptions } from './options/check-options.ts';
import { bytesOf, copiedBytesOf, type Data } from './options/data.ts';
import { directoryRules, readRules, removeRules, writeRules } from './options/file-rules.ts';
import { type OrphanChoice, selectionOf } from './options/orphan-choice.ts';
import { absolutePath, type Path } from './options/path.ts';
import {
  type ReadOptions,
  type RegularFile,
  readRegularFile as reading,
} from './read/read-regular-file.ts';
import type { WriteOptions } from './write/content.ts';
import { createFile as creating } from './write/create-file.ts';
import { type RemoveOptions, removeFile as removing } from './write/remove-file.ts';
import { replaceFile as replacing } from './write/replace-file.ts';

/**
 * Replaces the content of a file, or creates it. Readers see the old content or the new, whole, at
 * every moment and after any crash; when it has returned, the new one survives a power failure. A
 * failure says in `outcome` which of the two is there, and leaves no pending file behind, or names
 * it in `orphan`.
 *
 * Asynchronous writes of one path in one thread take effect in the order of their calls. The data is
 * copied at the call, so that its memory may be used again at once. Synchronous calls wait for none
 * of them.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param data - the whole new content: a string, written as UTF-8, or any view of an ArrayBuffer
 * @param options - the permission bits, default 0600; how durable the write is, default `full`; how
 *   many writes of this thread may be under way, default 4; and where its calls are made, default
 *   `mixed`
 * @throws ERR_ATOMIC_WRITE when a step failed; ERR_NOT_REGULAR_FILE when something else is at the
 *   path, which stays; TypeError or RangeError for a wrong argument, before anything is touched
 * @example
 * await replaceFile('/home/me/.tool/state.json', '{}');
 */
export async function replaceFile(
  path: Path,
  data: Data,
  options?: WriteOptions & TurnOptions,
): Promise<void> {
  const target = absolutePath('path', path);
  const checked = checkOptions(options, writeRules);
  return await run(replacing(target, copiedBytesOf(data), checked), options);
}

/**
 * Replaces the content of a file, as `replaceFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param data - the whole new content: a string, written as UTF-8, or any view of an ArrayBuffer
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @throws ERR_ATOMIC_WRITE when a step failed; ERR_NOT_REGULAR_FILE when something else is at the
 *   path, which stays; TypeError or RangeError for a wrong argument, before anything is touched
 * @example
 * replaceFileSync('/home/me/.tool/state.json', '{}');
 */
export function replaceFileSync(path: Path, data: Data, options?: WriteOptions): void {
  const target = absolutePath('path', path);
  runSync(replacing(target, bytesOf(data), checkOptions(options, writeRules)));
}

/**
 * Creates a file, complete from the moment its name appears. Of several creators at once exactly
 * one gets true; a file that is there stays as it is. Durable like `replaceFile`.
 *
 * On a file system without hard links the file is written in its place instead: it is durable when
 * this has returned all the same, but until then readers can see a part of it, and a crash can
 * leave a part, which counts as there from then on.
 *
 * It has its place in the order of asynchronous writes of its path, as `replaceFile` does.
 *
 * @param path - where the file is to be
 * @param data - its whole content: a string, written as UTF-8, or any view of an ArrayBuffer
 * @param options - the permission bits, default 0600; how durable the write is, default `full`; how
 *   many writes of this thread may be under way, default 4; and where its calls are made, default
 *   `mixed`
 * @returns false, and nothing changed, when the name is taken
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is there;
 *   ERR_NOT_REGULAR_FILE when something else has the name; TypeError or RangeError for a wrong
 *   argument, before anything is touched
 * @example
 * if (!(await createFile('/home/me/.tool/id', id))) console.log('it has one already');
 */
export async function createFile(
  path: Path,
  data: Data,
  options?: WriteOptions & TurnOptions,
): Promise<boolean> {
  const target = absolutePath('path', path);
  const checked = checkOptions(options, writeRules);
  return await run(creating(target, copiedBytesOf(data), checked), options);
}

/**
 * Creates a file, as `createFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is to be
 * @param data - its whole content: a string, written as UTF-8, or any view of an ArrayBuffer
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @returns false, and nothing changed, when the name is taken
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is there;
 *   ERR_NOT_REGULAR_FILE when something else has the name; TypeError or RangeError for a wrong
 *   argument, before anything is touched
 * @example
 * const isFirst = createFileSync('/home/me/.tool/id', id);
 */
export function createFileSync(path: Path, data: Data, options?: WriteOptions): boolean {
  const target = absolutePath('path', path);
  return runSync(creating(target, bytesOf(data), checkOptions(options, writeRules)));
}

/**
 * Removes a file. When it has returned, the file does not come back after a power failure, whoever
 * removed it. It has its place in the order of asynchronous writes of its path, as `replaceFile` does.
 *
 * @param path - where the file is
 * @param options - how durable the removal is, default `full`; how many writes of this thread may be
 *   under way, default 4; and where its calls are made, default `mixed`
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is still there;
 *   ERR_NOT_REGULAR_FILE when something else is at the path, which stays; TypeError for a wrong
 *   argument, before anything is touched
 * @example
 * await removeFile('/home/me/.tool/state.json');
 */
export async function removeFile(
  path: Path,
  options?: RemoveOptions & TurnOptions,
): Promise<boolean> {
  return await run(
    removing(absolutePath('path', path), checkOptions(options, removeRules)),
    options,
  );
}

/**
 * Removes a file, as `removeFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is
 * @param options - how durable the removal is, default `full`
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is still there;
 *   ERR_NOT_REGULAR_FILE when something else is at the path, which stays; TypeError for a wrong
 *   argument, before anything is touched
 * @example
 * removeFileSync('/home/me/.tool/state.json');
 */
export function removeFileSync(path: Path, options?: RemoveOptions): boolean {
  return runSync(removing(absolutePath('path', path), checkOptions(options, removeRules)));
}

/**
 * Reads a whole regular file of one name. It never follows a link in the last component, and never
 * waits on a FIFO.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB; whether the file must be private, default no;
 *   and where the calls are made, default `mixed`
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private; TypeError or RangeError for a wrong argument, before anything is touched
 * @example
 * const file = await readRegularFile('/home/me/.tool/token', { private: 'check', maxBytes: 4096 });
 */
export async function readRegularFile(
  path: Path,
  options?: ReadOptions & BlockingOptions,
): Promise<RegularFile | undefined> {
  return await run(reading(absolutePath('path', path), checkOptions(options, readRules)), options);
}

/**
 * Reads a whole regular file, as `readRegularFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB, and whether the file must be private, default
 *   no
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private; TypeError or RangeError for a wrong argument, before anything is touched
 * @example
 * const bytes = readRegularFileSync('/home/me/.tool/token')?.bytes;
 */
export function readRegularFileSync(path: Path, options?: ReadOptions): RegularFile | undefined {
  return runSync(reading(absolutePath('path', path), checkOptions(options, readRules)));
}

/**
 * Creates a directory and what is missing above it, each new name durable before the next is made,
 * and each with exactly the mode. One that is there stays as it is, whatever its mode. A failure leaves the directories that were
 * made until then.
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
 *   when the disk is full or read-only; TypeError or RangeError for a wrong argument, also a target
 *   elsewhere
 * @example
 * await removeOrphans('/home/me/.tool', { olderThanMs: 24 * 60 * 60 * 1000 });
 */
export async function removeOrphans(
  directory: Path,
  choice: OrphanChoice,
  options?: BlockingOptions,
): Promise<readonly string[]> {
  const path = absolutePath('directory', directory);
  return await run(removingOrphans(path, selectionOf(path, choice)), options);
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
 *   when the disk is full or read-only; TypeError or RangeError for a wrong argument, also a target
 *   elsewhere
 * @example
 * removeOrphansSync('/home/me/.tool', { target: 'state.json' });
 */
export function removeOrphansSync(directory: Path, choice: OrphanChoice): readonly string[] {
  const path = absolutePath('directory', directory);
  return runSync(removingOrphans(path, selectionOf(path, choice)));
}
