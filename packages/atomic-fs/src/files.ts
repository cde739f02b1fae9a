import { run } from './operation/run.ts';
import type { BlockingOptions, TurnOptions } from './operation/run-options.ts';
import { runSync } from './operation/run-sync.ts';
import { checkOptions } from './options/check-options.ts';
import { bytesOf, copiedBytesOf, type Data } from './options/data.ts';
import { readRules, removeRules, writeRules } from './options/file-rules.ts';
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
 * @param options - the permission bits, default 0600; whether the owner is kept, a link followed and
 *   missing directories made, default no; how durable the write is, default `full`; how many writes of
 *   this thread may be under way, default 4; and where its calls are made, default `mixed`
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
 * @param options - the permission bits, default 0600; whether the owner is kept, a link followed and
 *   missing directories made, default no; and how durable the write is, default `full`
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
 * @param options - the permission bits, default 0600; whether a link is followed and missing
 *   directories made, default no; how durable the write is, default `full`; how many writes of this
 *   thread may be under way, default 4; and where its calls are made, default `mixed`
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
 * @param options - the permission bits, default 0600; whether a link is followed and missing
 *   directories made, default no; and how durable the write is, default `full`
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
 * Reads a whole regular file of one name. It follows a link in the last component only if asked to,
 * and never waits on a FIFO.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB; whether the file must be private, and whether a
 *   link is followed, both default no; a buffer for the content, default a new one; and where the
 *   calls are made, default `mixed`
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
 * @param options - the largest size, default 64 MiB; whether the file must be private, and whether a
 *   link is followed, both default no; and a buffer for the content, default a new one
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private; TypeError or RangeError for a wrong argument, before anything is touched
 * @example
 * const bytes = readRegularFileSync('/home/me/.tool/token')?.bytes;
 */
export function readRegularFileSync(path: Path, options?: ReadOptions): RegularFile | undefined {
  return runSync(reading(absolutePath('path', path), checkOptions(options, readRules)));
}
