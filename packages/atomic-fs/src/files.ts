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
 * Replaces the content of `path`, or creates it. Readers see the old content or the new, whole, at
 * every moment and after any crash; when it has returned, the new one survives a power failure.
 * A failure reports in `outcome` which of the two is there, and leaves no pending file behind.
 *
 * @example
 * await replaceFile('/home/me/.tool/state.json', '{}');
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 */
export function replaceFile(path: string, data: Data, options?: WriteOptions): Promise<void> {
  return run(replacing(path, data, options));
}

/** `replaceFile`, finished when it returns. */
export function replaceFileSync(path: string, data: Data, options?: WriteOptions): void {
  runSync(replacing(path, data, options));
}

/**
 * Creates `path`, complete from the moment its name appears; false, and nothing changed, when the
 * name is taken. Of several creators at once exactly one gets true. Durable like `replaceFile`.
 *
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 */
export function createFile(path: string, data: Data, options?: WriteOptions): Promise<boolean> {
  return run(creating(path, data, options));
}

/** `createFile`, finished when it returns. */
export function createFileSync(path: string, data: Data, options?: WriteOptions): boolean {
  return runSync(creating(path, data, options));
}

/**
 * Removes `path`; when it has returned, the file does not come back after a power failure. False
 * when there was none.
 *
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE
 */
export function removeFile(path: string): Promise<boolean> {
  return run(removing(path));
}

/** `removeFile`, finished when it returns. */
export function removeFileSync(path: string): boolean {
  return runSync(removing(path));
}

/**
 * Reads a whole regular file of one name, never following a link and never waiting on a FIFO;
 * undefined when nothing is there.
 *
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE, ERR_UNSAFE_FILE
 */
export function readRegularFile(
  path: string,
  options?: ReadOptions,
): Promise<RegularFile | undefined> {
  return run(reading(path, options));
}

/** `readRegularFile`, finished when it returns. */
export function readRegularFileSync(path: string, options?: ReadOptions): RegularFile | undefined {
  return runSync(reading(path, options));
}

/**
 * Creates a directory and what is missing above it, each new name durable before the next is made.
 * A failure leaves the directories that were made until then.
 *
 * @throws ERR_ATOMIC_WRITE
 */
export function ensureDirectory(path: string, options?: DirectoryOptions): Promise<void> {
  return run(ensuring(path, options));
}

/** `ensureDirectory`, finished when it returns. */
export function ensureDirectorySync(path: string, options?: DirectoryOptions): void {
  runSync(ensuring(path, options));
}

/**
 * The pending files in a directory, sorted by name: orphans, and those of writers still at work.
 *
 * @throws ERR_FILE_READ
 */
export function listOrphans(directory: string): Promise<readonly Orphan[]> {
  return run(listing(directory));
}

/** `listOrphans`, finished when it returns. */
export function listOrphansSync(directory: string): readonly Orphan[] {
  return runSync(listing(directory));
}

/**
 * Removes orphaned pending files, and returns their paths: all of one target's, under its lock,
 * where a live writer cannot have one; or those last written `olderThanMs` milliseconds ago.
 *
 * @throws ERR_FILE_READ, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
 */
export function removeOrphans(directory: string, choice: OrphanChoice): Promise<readonly string[]> {
  return run(removingOrphans(directory, choice));
}

/** `removeOrphans`, finished when it returns. */
export function removeOrphansSync(directory: string, choice: OrphanChoice): readonly string[] {
  return runSync(removingOrphans(directory, choice));
}
