import {
  type DirectoryOptions,
  ensureDirectory as ensuring,
} from './directory/ensure-directory.ts';
import type { Data, WriteOptions } from './file/content.ts';
import { createFile as creating } from './file/create-file.ts';
import {
  type ReadOptions,
  type RegularFile,
  readRegularFile as reading,
} from './file/read-regular-file.ts';
import { removeFile as removing } from './file/remove-file.ts';
import { replaceFile as replacing } from './file/replace-file.ts';
import {
  listOrphans as listing,
  type Orphan,
  type OrphanChoice,
  removeOrphans as removingOrphans,
} from './lock/orphans.ts';
import { run } from './operation/run.ts';
import { runSync } from './operation/run-sync.ts';

/**
 * Replaces the content of a file, or creates it. Readers see the old content or the new, whole, at
 * every moment and after any crash; when it has returned, the new one survives a power failure. A
 * failure says in `outcome` which of the two is there, and leaves no pending file behind, or names
 * it in `orphan`.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param data - the whole new content; a string is written as UTF-8
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @throws ERR_ATOMIC_WRITE when a step failed; ERR_NOT_REGULAR_FILE when something else is at the
 *   path, which stays
 * @example
 * await replaceFile('/home/me/.tool/state.json', '{}');
 */
export function replaceFile(path: string, data: Data, options?: WriteOptions): Promise<void> {
  return run(replacing(path, data, options));
}

/**
 * Replaces the content of a file, as `replaceFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param data - the whole new content; a string is written as UTF-8
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @throws what `replaceFile` rejects with: ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 * @example
 * replaceFileSync('/home/me/.tool/state.json', '{}');
 */
export function replaceFileSync(path: string, data: Data, options?: WriteOptions): void {
  runSync(replacing(path, data, options));
}

/**
 * Creates a file, complete from the moment its name appears. Of several creators at once exactly
 * one gets true; a file that is there stays as it is. Durable like `replaceFile`.
 *
 * On a file system without hard links the file is written in its place instead: it is durable when
 * this has returned all the same, but until then readers can see a part of it, and a crash can
 * leave a part, which counts as there from then on.
 *
 * @param path - where the file is to be
 * @param data - its whole content; a string is written as UTF-8
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @returns false, and nothing changed, when the name is taken
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is there;
 *   ERR_NOT_REGULAR_FILE when something else has the name
 * @example
 * if (!(await createFile('/home/me/.tool/id', id))) console.log('it has one already');
 */
export function createFile(path: string, data: Data, options?: WriteOptions): Promise<boolean> {
  return run(creating(path, data, options));
}

/**
 * Creates a file, as `createFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is to be
 * @param data - its whole content; a string is written as UTF-8
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @returns false, and nothing changed, when the name is taken
 * @throws what `createFile` rejects with: ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 * @example
 * const isFirst = createFileSync('/home/me/.tool/id', id);
 */
export function createFileSync(path: string, data: Data, options?: WriteOptions): boolean {
  return runSync(creating(path, data, options));
}

/**
 * Removes a file. When it has returned, the file does not come back after a power failure, whoever
 * removed it.
 *
 * @param path - where the file is
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is still there;
 *   ERR_NOT_REGULAR_FILE when something else is at the path, which stays
 * @example
 * await removeFile('/home/me/.tool/state.json');
 */
export function removeFile(path: string): Promise<boolean> {
  return run(removing(path));
}

/**
 * Removes a file, as `removeFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is
 * @returns false when nothing was there
 * @throws what `removeFile` rejects with: ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 * @example
 * removeFileSync('/home/me/.tool/state.json');
 */
export function removeFileSync(path: string): boolean {
  return runSync(removing(path));
}

/**
 * Reads a whole regular file of one name. It never follows a link in the last component, and never
 * waits on a FIFO.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB, and whether the file must be private, default
 *   no
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private
 * @example
 * const file = await readRegularFile('/home/me/.tool/token', { private: 'check', maxBytes: 4096 });
 */
export function readRegularFile(
  path: string,
  options?: ReadOptions,
): Promise<RegularFile | undefined> {
  return run(reading(path, options));
}

/**
 * Reads a whole regular file, as `readRegularFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB, and whether the file must be private, default
 *   no
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private
 * @example
 * const bytes = readRegularFileSync('/home/me/.tool/token')?.bytes;
 */
export function readRegularFileSync(path: string, options?: ReadOptions): RegularFile | undefined {
  return runSync(reading(path, options));
}

/**
 * Creates a directory and what is missing above it, each new name durable before the next is made.
 * One that is there stays as it is, whatever its mode. A failure leaves the directories that were
 * made until then.
 *
 * @param path - where the directory is to be
 * @param options - the permission bits of each directory that is created; default 0700
 * @throws ERR_ATOMIC_WRITE when a step failed, also when something else has one of the names
 * @example
 * await ensureDirectory('/home/me/.tool/cache');
 */
export function ensureDirectory(path: string, options?: DirectoryOptions): Promise<void> {
  return run(ensuring(path, options));
}

/**
 * Creates a directory, as `ensureDirectory` does, and blocks the thread meanwhile.
 *
 * @param path - where the directory is to be
 * @param options - the permission bits of each directory that is created; default 0700
 * @throws what `ensureDirectory` rejects with: ERR_ATOMIC_WRITE
 * @example
 * ensureDirectorySync('/home/me/.tool/cache');
 */
export function ensureDirectorySync(path: string, options?: DirectoryOptions): void {
  runSync(ensuring(path, options));
}

/**
 * Lists the pending files in a directory: orphans, whose writers were killed, and those of writers
 * still at work. Nothing is changed.
 *
 * @param directory - which directory; none below it is looked into
 * @returns the pending files, sorted by name; none where there is no directory
 * @throws ERR_FILE_READ
 * @example
 * for (const { path, target } of await listOrphans('/home/me/.tool')) console.log(path, target);
 */
export function listOrphans(directory: string): Promise<readonly Orphan[]> {
  return run(listing(directory));
}

/**
 * Lists the pending files in a directory, as `listOrphans` does, and blocks the thread meanwhile.
 *
 * @param directory - which directory; none below it is looked into
 * @returns the pending files, sorted by name; none where there is no directory
 * @throws what `listOrphans` rejects with: ERR_FILE_READ
 * @example
 * const orphans = listOrphansSync('/home/me/.tool');
 */
export function listOrphansSync(directory: string): readonly Orphan[] {
  return runSync(listing(directory));
}

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
 * await removeOrphans('/home/me/.tool', { olderThanMs: 24 * 60 * 60 * 1000 });
 */
export function removeOrphans(directory: string, choice: OrphanChoice): Promise<readonly string[]> {
  return run(removingOrphans(directory, choice));
}

/**
 * Removes orphaned pending files, as `removeOrphans` does, and blocks the thread meanwhile.
 *
 * @param directory - which directory
 * @param choice - the target and the path of its lock, with the time to wait for it; or
 *   `olderThanMs`
 * @returns the paths of those that were removed
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_ATOMIC_WRITE when the disk is
 *   full or read-only
 * @example
 * const target = '/home/me/.tool/state.json';
 * removeOrphansSync('/home/me/.tool', { target, lockPath: `${target}.lck` });
 */
export function removeOrphansSync(directory: string, choice: OrphanChoice): readonly string[] {
  return runSync(removingOrphans(directory, choice));
}
