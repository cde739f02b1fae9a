import { invoke } from './operation/effects.ts';
import { run } from './operation/run.ts';
import type { BlockingOptions, RunOptions } from './operation/run-options.ts';
import { runSync } from './operation/run-sync.ts';
import type { Operation } from './operation/system.ts';
import { callback, checkOptions, milliseconds, type Rules } from './options/check-options.ts';
import { readTextRules, writeRules } from './options/file-rules.ts';
import { absolutePath, type Path } from './options/path.ts';
import { type ReadTextOptions, readTextFile as reading } from './read/read-text-file.ts';
import { type UpdateOptions, updateFile as updating } from './write/update-file.ts';

/** How a file is changed. */
export interface UpdateFileOptions extends Omit<UpdateOptions, 'lockPath'> {
  /**
   * The path of the lock that all who change the file take; its directory must exist. Default: that
   * of the file with `.lck` after it; of a link that is followed, of the file behind it.
   */
  readonly lockPath?: Path | undefined;
}

/**
 * Reads the text of a whole regular file, as `readRegularFile` reads its bytes. A byte order mark at
 * its start is no part of the text. Bytes that are not UTF-8 are an error, and never replaced.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB; whether the file must be private, and whether a
 *   link is followed, both default no; and where the calls are made, default `mixed`
 * @returns the text; undefined when nothing is there
 * @throws ERR_NOT_UTF8, ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only
 *   for a file that must be private; TypeError and RangeError for an argument that is none
 * @example
 * const settings = JSON.parse((await readTextFile('/home/me/.tool/settings.json')) ?? '{}');
 */
export async function readTextFile(
  path: Path,
  options?: ReadTextOptions & BlockingOptions,
): Promise<string | undefined> {
  return await run(checkedReading(path, options), options);
}

/**
 * Reads the text of a file, as `readTextFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB; whether the file must be private, and whether a
 *   link is followed, both default no
 * @returns the text; undefined when nothing is there
 * @throws ERR_NOT_UTF8, ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only
 *   for a file that must be private; TypeError and RangeError for an argument that is none
 * @example
 * const settings = JSON.parse(readTextFileSync('/home/me/.tool/settings.json') ?? '{}');
 */
export function readTextFileSync(path: Path, options?: ReadTextOptions): string | undefined {
  return runSync(checkedReading(path, options));
}

/**
 * Changes the text of a file under a lock, durably, so that no update of another process is lost:
 * takes the lock, removes what killed writers of the file have left, reads, changes, writes, and
 * frees the lock. A writer that takes no lock is noticed until just before the rename; then the
 * change is made again of what it wrote, up to ten times.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param change - gets the text, or undefined while nothing is there, and returns the new one, or
 *   undefined to leave everything as it is. It must be synchronous, and may run more than once
 * @param options - the permission bits, default those that the file has; the other options of a write;
 *   the path of the lock, how long to wait for it, in milliseconds, default 5000, and a signal that
 *   ends the waiting; the largest size, default 64 MiB; how many writes of this thread may be under way,
 *   default 4; and where its calls are made, default `mixed`
 * @returns the text that is there now; undefined when nothing is. A text that was there already is
 *   not written again, and is durable all the same
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, the signal's reason, ERR_FILE_READ, ERR_NOT_UTF8,
 *   ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE, ERR_FILE_CONFLICT after ten attempts, ERR_LOCK_LOST,
 *   and what `change` throws: the file is unchanged then, but for ERR_LOCK_LOST, which comes after
 *   the write. ERR_ATOMIC_WRITE says in `outcome` whether it is. TypeError and RangeError for an
 *   argument that is none, and when `change` returns a promise, or no text
 * @example
 * await updateFile('/home/me/.tool/settings.json', (text = '{}') => {
 *   return JSON.stringify({ ...JSON.parse(text), theme: 'dark' });
 * });
 */
export async function updateFile(
  path: Path,
  change: (text: string | undefined) => string | undefined,
  options?: UpdateFileOptions & RunOptions,
): Promise<string | undefined> {
  return await run(checkedUpdate(path, change, options), options);
}

/**
 * Changes the text of a file under a lock, as `updateFile` does, and blocks the thread meanwhile.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param change - gets the text, or undefined while nothing is there, and returns the new one, or
 *   undefined to leave everything as it is. It may run more than once
 * @param options - the permission bits, default those that the file has; the other options of a write;
 *   the path of the lock, and how long to wait for it, in milliseconds, default 5000; and the largest
 *   size, default 64 MiB
 * @returns the text that is there now; undefined when nothing is
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_FILE_READ, ERR_NOT_UTF8, ERR_FILE_TOO_LARGE,
 *   ERR_NOT_REGULAR_FILE, ERR_FILE_CONFLICT after ten attempts, ERR_LOCK_LOST, and what `change`
 *   throws: the file is unchanged then, but for ERR_LOCK_LOST, which comes after the write.
 *   ERR_ATOMIC_WRITE says in `outcome` whether it is. TypeError and RangeError for an argument that
 *   is none, and when `change` returns a promise, or no text
 * @example
 * const visits = updateFileSync('/home/me/.tool/visits', (text = '0') => `${Number(text) + 1}`);
 */
export function updateFileSync(
  path: Path,
  change: (text: string | undefined) => string | undefined,
  options?: UpdateFileOptions,
): string | undefined {
  return runSync(checkedUpdate(path, change, options));
}

const updateRules: Rules<UpdateFileOptions> = {
  ...writeRules,
  lockPath: absolutePath,
  timeoutMs: milliseconds,
  maxBytes: readTextRules.maxBytes,
};

function checkedReading(
  path: Path,
  options: ReadTextOptions | undefined,
): Operation<string | undefined> {
  return reading(absolutePath('path', path), checkOptions(options, readTextRules));
}

function checkedUpdate(
  path: Path,
  change: (text: string | undefined) => string | undefined,
  options: UpdateFileOptions | undefined,
): Operation<string | undefined> {
  const target = absolutePath('path', path);
  callback('change', change);
  const { lockPath, ...checked } = checkOptions(options, updateRules);
  const lock = lockPath === undefined ? undefined : absolutePath('options.lockPath', lockPath);
  const once = (text: string | undefined): Operation<string | undefined> =>
    invoke(() => change(text));
  return updating(target, once, { ...checked, lockPath: lock });
}
