import { FileConflictError, FileTooLargeError } from '../errors.ts';
import type { LockOptions } from '../lock/file-lock.ts';
import { underLockOf } from '../lock/under-lock.ts';
import type { Operation } from '../operation/system.ts';
import { wrongType, wrongValue } from '../options/wrong-argument.ts';
import { lookAgain } from '../read/look-again.ts';
import { defaultMaxBytes } from '../read/read-regular-file.ts';
import { readTextContent, type TextContent } from '../read/read-text-file.ts';
import type { WriteOptions } from './content.ts';
import { replaceFile, syncEarlierChange } from './replace-file.ts';
import { inTurn } from './write-in-turn.ts';
import { writePath } from './write-path.ts';

/** How a file is changed. */
export interface UpdateOptions extends WriteOptions, LockOptions {
  /**
   * The permission bits of the file, or `'keep'`: those that the file has, 0o600 when it is new.
   * Default `'keep'`: an update changes what a file says, and not who may read it.
   */
  readonly mode?: number | 'keep' | undefined;
  /**
   * The absolute path of the lock that all who change the file take; its directory must exist.
   * Default: that of the file with `.lck` after it; of a link that is followed, of the file behind it.
   */
  readonly lockPath?: string | undefined;
  /** The largest file, in bytes, that is read and written; default 64 MiB. */
  readonly maxBytes?: number | undefined;
}

/**
 * Changes the text of a file under a lock, durably, so that no update of another process is lost:
 * takes the lock, removes what killed writers of the file have left, reads, changes, writes, and
 * frees the lock. A writer that takes no lock is noticed until just before the rename; then the
 * change is made again of what it wrote, up to ten times.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param change - gets the text, or undefined while nothing is there, and returns the new one, or
 *   undefined to leave everything as it is. An operation itself; it may run more than once
 * @param options - the permission bits, default those that the file has; the other options of a write;
 *   the path of the lock, and how long to wait for it, in milliseconds, default 5000; and the largest
 *   size, default 64 MiB
 * @returns the text that is there now; undefined when nothing is. A text that was there already is
 *   not written again, and is durable all the same
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_FILE_READ, ERR_NOT_UTF8,
 *   ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE, ERR_FILE_CONFLICT after ten attempts, and what
 *   `change` throws: the file is unchanged then, but for ERR_LOCK_LOST, which comes after the
 *   write. ERR_ATOMIC_WRITE says in `outcome` whether it is. TypeError when `change` returns what
 *   is no text
 * @example
 * yield* updateFile('/home/me/.tool/visits', function* (text = '0') {
 *   return String(Number(text) + 1);
 * });
 */
export function* updateFile(
  path: string,
  change: (text: string | undefined) => Operation<string | undefined>,
  options: UpdateOptions = {},
): Operation<string | undefined> {
  // In turn: updates get in line for the lock in the order of their calls, and after earlier writes.
  const target = yield* inTurn(path, () => writePath(path, options));
  const { lockPath = `${target}.lck`, timeoutMs } = options;
  // The change may have written another file, whose conflict is none of this one.
  const isConflict = (error: unknown): boolean =>
    error instanceof FileConflictError && error.path === target;
  return yield* underLockOf(target, { lockPath, timeoutMs, isConflict }, (attempt) =>
    updateOnce(target, change, { ...options, attempt }),
  );
}

function* updateOnce(
  path: string,
  change: (text: string | undefined) => Operation<string | undefined>,
  options: UpdateOptions & { readonly attempt: number },
): Operation<string | undefined> {
  const { maxBytes = defaultMaxBytes, mode = 'keep', owner, durability, attempt } = options;
  const found = yield* readTextContent(path, { maxBytes });
  const text: unknown = yield* change(found?.text);
  if (text === undefined) return found?.text;
  refuseNoText(text);
  if (text === found?.text) {
    // Its writer may have been killed before that was durable.
    if (durability !== 'atomic') yield* syncEarlierChange(path);
    return text;
  }
  const bytes = new TextEncoder().encode(`${found?.mark ?? ''}${text}`);
  if (bytes.length > maxBytes) throw new FileTooLargeError(path, bytes.length, maxBytes);
  yield* replaceFile(path, bytes, {
    mode,
    owner,
    durability,
    *beforeRename() {
      if (yield* lookAgain(path, isSame(found, path, maxBytes), false)) return;
      throw new FileConflictError(path, attempt);
    },
  });
  return text;
}

function refuseNoText(text: unknown): asserts text is string {
  const name = 'what change returns';
  if (typeof text !== 'string') throw wrongType(name, 'a string or undefined', text);
  // It would be written as U+FFFD, and so would not be what was returned.
  if (!text.isWellFormed()) throw wrongValue(name, 'text without lone surrogates');
}

function* isSame(
  found: TextContent | undefined,
  path: string,
  maxBytes: number,
): Operation<boolean> {
  const now = yield* readTextContent(path, { maxBytes });
  return now?.text === found?.text && now?.mark === found?.mark;
}
