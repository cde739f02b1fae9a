import {
  type DirectoryOptions,
  ensureDirectory as ensureDirectoryOperation,
} from './directory/ensure-directory.ts';
import type { Data, WriteOptions } from './file/content.ts';
import { createFile as createFileOperation } from './file/create-file.ts';
import {
  type ReadOptions,
  type RegularFile,
  readRegularFile as readRegularFileOperation,
} from './file/read-regular-file.ts';
import { removeFile as removeFileOperation } from './file/remove-file.ts';
import { replaceFile as replaceFileOperation } from './file/replace-file.ts';
import {
  listOrphans as listOrphansOperation,
  type Orphan,
  type OrphanChoice,
  removeOrphans as removeOrphansOperation,
} from './lock/orphans.ts';
import { run } from './operation/run.ts';
import { runSync } from './operation/run-sync.ts';

/**
 * Replaces the content of a file, or creates the file.
 *
 * At every moment, and after any crash, a reader sees the old content or the new one, whole. When
 * the promise is fulfilled, the new content survives a power failure, unless `durability` is
 * `'atomic'`. When it fails, the error's `outcome` says which of the two is there, and no pending
 * file is left behind, or the error's `orphan` names it.
 *
 * @param path - the file. Its directory must exist, and nothing but a regular file with one name
 *   may be there.
 * @param data - the whole new content. It must not be modified until the promise settles.
 * @param options - the mode of the file, and how durable the write is.
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is a link, a
 *   directory, a FIFO, a socket or a device, or a file with several names; it is left as it is
 * @example
 * await replaceFile('/home/me/.tool/state.json', '{}');
 */
export function replaceFile(path: string, data: Data, options?: WriteOptions): Promise<void> {
  return run(replaceFileOperation(path, data, options));
}

/**
 * Replaces the content of a file, or creates the file; synchronous form of {@link replaceFile},
 * with the same guarantees when it returns.
 *
 * @param path - the file. Its directory must exist, and nothing but a regular file with one name
 *   may be there.
 * @param data - the whole new content.
 * @param options - the mode of the file, and how durable the write is.
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed; `outcome` says whether
 *   the old or the new content is there
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is anything but a
 *   regular file with one name; it is left as it is
 * @example
 * replaceFileSync('/home/me/.tool/state.json', '{}', { mode: 0o644 });
 */
export function replaceFileSync(path: string, data: Data, options?: WriteOptions): void {
  runSync(replaceFileOperation(path, data, options));
}

/**
 * Creates a file, unless its name is taken.
 *
 * The file is complete from the moment its name appears. Of several callers that create the same
 * path at once, exactly one gets `true`. The file is durable as after {@link replaceFile}. When it
 * fails, no pending file is left behind, or the error's `orphan` names it.
 *
 * @param path - the file to create. Its directory must exist.
 * @param data - the whole content. It must not be modified until the promise settles.
 * @param options - the mode of the file, and how durable the write is.
 * @returns `true` when the file was created; `false` when a file was there, which is not changed
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the name belongs to something
 *   other than a regular file with one name
 * @example
 * const first = await createFile('/home/me/.tool/token', 'secret');
 */
export function createFile(path: string, data: Data, options?: WriteOptions): Promise<boolean> {
  return run(createFileOperation(path, data, options));
}

/**
 * Creates a file, unless its name is taken; synchronous form of {@link createFile}, with the same
 * guarantees when it returns.
 *
 * @param path - the file to create. Its directory must exist.
 * @param data - the whole content.
 * @param options - the mode of the file, and how durable the write is.
 * @returns `true` when the file was created; `false` when a file was there, which is not changed
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the name belongs to something
 *   other than a regular file with one name
 * @example
 * const first = createFileSync('/home/me/.tool/token', 'secret');
 */
export function createFileSync(path: string, data: Data, options?: WriteOptions): boolean {
  return runSync(createFileOperation(path, data, options));
}

/**
 * Removes a file, durably: when the promise is fulfilled, the file does not come back after a power
 * failure, whether this call removed it or another process did.
 *
 * @param path - the file to remove.
 * @returns `true` when this call removed it; `false` when nothing was there
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed; with `outcome`
 *   `'changed-not-durable'` the file is gone, and a power failure may bring it back
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is anything but a
 *   regular file with one name; it is left as it is
 * @example
 * const removed = await removeFile('/home/me/.tool/state.json');
 */
export function removeFile(path: string): Promise<boolean> {
  return run(removeFileOperation(path));
}

/**
 * Removes a file, durably; synchronous form of {@link removeFile}, with the same guarantees when it
 * returns.
 *
 * @param path - the file to remove.
 * @returns `true` when this call removed it; `false` when nothing was there
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is anything but a
 *   regular file with one name; it is left as it is
 * @example
 * const removed = removeFileSync('/home/me/.tool/state.json');
 */
export function removeFileSync(path: string): boolean {
  return runSync(removeFileOperation(path));
}

/**
 * Reads a whole regular file that has one name. It never follows a link in the last component of
 * the path and never waits for a FIFO. A file written by this package is read as one write left it.
 *
 * @param path - the file to read.
 * @param options - the size limit, and whether the file must be private.
 * @returns the content and mode; `undefined` when nothing is there
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is anything but a
 *   regular file with one name
 * @throws {@link FileTooLargeError} (`ERR_FILE_TOO_LARGE`) when the file has more than `maxBytes`
 * @throws {@link UnsafeFileError} (`ERR_UNSAFE_FILE`) when `private` is given, and the file belongs
 *   to another user or everyone can write it
 * @example
 * const file = await readRegularFile('/home/me/.tool/state.json');
 * const text = file && new TextDecoder().decode(file.bytes);
 */
export function readRegularFile(
  path: string,
  options?: ReadOptions,
): Promise<RegularFile | undefined> {
  return run(readRegularFileOperation(path, options));
}

/**
 * Reads a whole regular file that has one name; synchronous form of {@link readRegularFile}.
 *
 * @param path - the file to read.
 * @param options - the size limit, and whether the file must be private.
 * @returns the content and mode; `undefined` when nothing is there
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when a step failed
 * @throws {@link NotRegularFileError} (`ERR_NOT_REGULAR_FILE`) when the path is anything but a
 *   regular file with one name
 * @throws {@link FileTooLargeError} (`ERR_FILE_TOO_LARGE`) when the file has more than `maxBytes`
 * @throws {@link UnsafeFileError} (`ERR_UNSAFE_FILE`) when `private` is given, and the file belongs
 *   to another user or everyone can write it
 * @example
 * const secret = readRegularFileSync('/home/me/.tool/token', { private: 'repair' });
 */
export function readRegularFileSync(path: string, options?: ReadOptions): RegularFile | undefined {
  return runSync(readRegularFileOperation(path, options));
}

/**
 * Creates a directory and the missing directories above it, durably: each new name is synced before
 * the next directory is made. A directory that is there already is left as it is. A failure leaves
 * the directories that were made until then.
 *
 * @param path - the directory. It may be reached through links.
 * @param options - the mode of each directory that is created.
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed, when something other
 *   than a directory is in the way, or when the umask takes the owner's bits of the mode away
 * @example
 * await ensureDirectory('/home/me/.tool/cache');
 */
export function ensureDirectory(path: string, options?: DirectoryOptions): Promise<void> {
  return run(ensureDirectoryOperation(path, options));
}

/**
 * Creates a directory and the missing directories above it, durably; synchronous form of {@link
 * ensureDirectory}, with the same guarantees when it returns.
 *
 * @param path - the directory. It may be reached through links.
 * @param options - the mode of each directory that is created.
 * @throws {@link AtomicWriteError} (`ERR_ATOMIC_WRITE`) when a step failed, when something other
 *   than a directory is in the way, or when the umask takes the owner's bits of the mode away
 * @example
 * ensureDirectorySync('/home/me/.tool/cache', { mode: 0o755 });
 */
export function ensureDirectorySync(path: string, options?: DirectoryOptions): void {
  runSync(ensureDirectoryOperation(path, options));
}

/**
 * Lists the pending files in a directory: those that killed writers left, and those of writers that
 * are still at work.
 *
 * @param directory - the directory. Its subdirectories are not searched.
 * @returns the pending files, sorted by name; empty when the directory does not exist
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when the directory or a file in it cannot be
 *   inspected
 * @example
 * for (const { path, target } of await listOrphans('/home/me/.tool')) console.log(path, target);
 */
export function listOrphans(directory: string): Promise<readonly Orphan[]> {
  return run(listOrphansOperation(directory));
}

/**
 * Lists the pending files in a directory; synchronous form of {@link listOrphans}.
 *
 * @param directory - the directory. Its subdirectories are not searched.
 * @returns the pending files, sorted by name; empty when the directory does not exist
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when the directory or a file in it cannot be
 *   inspected
 * @example
 * const orphans = listOrphansSync('/home/me/.tool');
 */
export function listOrphansSync(directory: string): readonly Orphan[] {
  return runSync(listOrphansOperation(directory));
}

/**
 * Removes pending files that killed writers left. The choice is either every pending file of one
 * target, under the target's lock, so that none can belong to a live writer that takes the lock; or
 * every pending file older than an age. A file that cannot be removed is left, and not an error.
 *
 * @param directory - the directory to search.
 * @param choice - which pending files to remove.
 * @returns the paths of the removed files
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when the directory or a file in it cannot be
 *   inspected
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the target's lock is held
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when the target cannot be locked
 * @example
 * await removeOrphans('/home/me/.tool', { olderThanMs: 60 * 60 * 1000 });
 */
export function removeOrphans(directory: string, choice: OrphanChoice): Promise<readonly string[]> {
  return run(removeOrphansOperation(directory, choice));
}

/**
 * Removes pending files that killed writers left; synchronous form of {@link removeOrphans}.
 *
 * @param directory - the directory to search.
 * @param choice - which pending files to remove: all of one target, under its lock, or all that are
 *   older than an age.
 * @returns the paths of the removed files
 * @throws {@link FileReadError} (`ERR_FILE_READ`) when the directory or a file in it cannot be
 *   inspected
 * @throws {@link LockTimeoutError} (`ERR_LOCK_TIMEOUT`) when the target's lock is held
 * @throws {@link LockUnavailableError} (`ERR_LOCK_UNAVAILABLE`) when the target cannot be locked
 * @example
 * const target = '/home/me/.tool/state.json';
 * removeOrphansSync('/home/me/.tool', { target, lockPath: `${target}.lock` });
 */
export function removeOrphansSync(directory: string, choice: OrphanChoice): readonly string[] {
  return runSync(removeOrphansOperation(directory, choice));
}
