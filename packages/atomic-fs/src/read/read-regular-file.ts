import { checkWay } from '../directory/check-way.ts';
import { refuseForeign, refuseWritable } from '../directory/ownership.ts';
import { closeQuietly } from '../directory/sync-directory.ts';
import { errnoOf, FileReadError, FileTooLargeError, NotRegularFileError } from '../errors.ts';
import { followLinks } from '../name/follow-links.ts';
import { fchmod, fstat, host, open, read } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { irregularKind } from './regular-file.ts';

/**
 * Bytes that can be handed to `Blob`, `Response`, `Readable` or `crypto.subtle`: a `Uint8Array` that
 * is no view of shared memory. Since 5.7 TypeScript calls that `Uint8Array<ArrayBuffer>`, which
 * earlier ones cannot read, and no earlier one needs.
 */
export type Bytes = ReturnType<Uint8Array['slice']>;

/** Which files may be read, and into what. */
export interface ReadOptions {
  /** The largest file, in bytes, that is read; default 64 MiB. */
  readonly maxBytes?: number | undefined;
  /**
   * For a file that may hold a secret. `'check'`: the file must belong to the effective user or to
   * root, and must not be writable by everyone; root may read those of other users. `'repair'`: the
   * same, and when the group or others can read or write a file of the effective user, its mode
   * becomes 0600. Default: any owner and any mode. Windows: neither is checked.
   */
  readonly private?: 'check' | 'repair' | undefined;
  /**
   * Whether a link at the path is followed. Whoever owns the link, or may write in its directory, then
   * decides which of your files is read; one that is `private` is not read through a link that
   * another user could lead elsewhere. Default false: a link is refused.
   */
  readonly followLinks?: boolean | undefined;
  /**
   * A buffer for the content, to save an allocation per file: `bytes` is then a view of it, which
   * the next read into the same buffer overwrites. A file that does not fit gets memory of its own.
   * Default: memory of its own for each file.
   */
  readonly into?: Bytes | undefined;
}

/** A file as it was read. */
export interface RegularFile {
  /** Its whole content. */
  readonly bytes: Bytes;
  /** The permission bits (0o7777 and below) before any repair. */
  readonly mode: number;
  /** The id of the user who owns the file. */
  readonly uid: number;
  /** Whether `private: 'repair'` found the mode too wide and made it 0600. */
  readonly repaired: boolean;
}

/** What is read of a file at most, unless the caller says otherwise. */
export const defaultMaxBytes: number = 64 * 1024 * 1024;
const beyondOwner = 0o077;

/**
 * Reads a whole regular file of one name. It follows a link in the last component only if asked to,
 * and never waits on a FIFO.
 *
 * @param path - where the file is
 * @param options - the largest size, default 64 MiB, whether the file must be private, and whether a
 *   link is followed, both default no
 * @returns the content, with the mode and owner that the file had; undefined when nothing is there
 * @throws ERR_FILE_READ, ERR_NOT_REGULAR_FILE, ERR_FILE_TOO_LARGE; ERR_UNSAFE_FILE only for a file
 *   that must be private
 * @example
 * const file = yield* readRegularFile('/home/me/.tool/token', { private: 'check' });
 */
export function* readRegularFile(
  path: string,
  options: ReadOptions = {},
): Operation<RegularFile | undefined> {
  const target = options.followLinks === true ? yield* pathBehind(path, options) : path;
  return yield* readAt(target, options);
}

/** The path of what a link leads to; one of a private file is no one else's to lead. */
function* pathBehind(link: string, options: ReadOptions): Operation<string> {
  try {
    const path = yield* followLinks(link);
    if (path !== link && options.private !== undefined) yield* checkWay(link, 'read');
    return path;
  } catch (error) {
    throw isOfSystem(error) ? new FileReadError(link, error) : error;
  }
}

function* readAt(path: string, options: ReadOptions): Operation<RegularFile | undefined> {
  let fd: number | undefined;
  try {
    fd = yield* open(path, 'read', 0);
    const facts = yield* fstat(fd);
    if (facts.kind !== 'file' || facts.links > 1) yield* refuseIrregular(fd, path, facts);
    const isWide = options.private !== undefined && (yield* isOpenToOthers(path, facts));
    const repaired = isWide && options.private === 'repair' && (yield* repair(fd, facts));
    const bytes = yield* readWhole(fd, path, facts.size, options);
    return { bytes, mode: facts.mode, uid: facts.uid, repaired };
  } catch (error) {
    if (fd === undefined) return absentOrRefused(path, error);
    throw isOfSystem(error) ? new FileReadError(path, error) : error;
  } finally {
    if (fd !== undefined) yield* closeQuietly(fd);
  }
}

/** Why a file could not be opened: it is not there, or cannot be read. */
function absentOrRefused(path: string, error: unknown): undefined {
  const errno = errnoOf(error);
  if (errno === 'ENOENT') return undefined;
  // What O_NOFOLLOW answers for a link (FreeBSD: EMLINK), and open for a socket.
  if (errno === 'ELOOP' || errno === 'EMLINK') throw new NotRegularFileError(path, 'symlink');
  if (errno === 'ENXIO') throw new NotRegularFileError(path, 'socket');
  throw new FileReadError(path, error);
}

/** A creator at work gives its file two names for a moment; such a file is accepted. */
function* refuseIrregular(fd: number, path: string, facts: FileFacts): Operation<void> {
  const kind = yield* irregularKind(path, facts, () => fstat(fd));
  if (kind !== undefined) throw new NotRegularFileError(path, kind);
}

/** Whether others than its owner may open a private file. @throws UnsafeFileError */
function* isOpenToOthers(path: string, facts: FileFacts): Operation<boolean> {
  if ((yield* host()).windows) return false;
  yield* refuseForeign(path, facts, 'read');
  yield* refuseWritable(path, facts);
  return (facts.mode & beyondOwner) !== 0;
}

/** On a read-only disk the mode stays, and so does that of a file of another user, whatever root may. */
function* repair(fd: number, facts: FileFacts): Operation<boolean> {
  const { uid } = yield* host();
  if (uid !== undefined && uid !== facts.uid) return false;
  try {
    yield* fchmod(fd, 0o600);
    return true;
  } catch {
    return false;
  }
}

function* readWhole(
  fd: number,
  path: string,
  size: number,
  { maxBytes = defaultMaxBytes, into }: ReadOptions,
): Operation<Bytes> {
  if (size > maxBytes) throw new FileTooLargeError(path, size, maxBytes);
  // One byte more than expected: a file that grows meanwhile is seen to.
  const room = Math.min(size, maxBytes) + 1;
  let buffer: Bytes = into !== undefined && into.length >= room ? into : allocate(path, room);
  for (let length = 0; ; ) {
    const got = yield* read(fd, buffer, length);
    length += got;
    // Fewer bytes than there was room for, and all that were expected: that was the end.
    if (got === 0 || length === size) return buffer.subarray(0, length);
    if (length > maxBytes) throw new FileTooLargeError(path, length, maxBytes);
    if (length < buffer.length) continue;
    const larger = allocate(path, Math.min(buffer.length * 2, maxBytes + 1));
    larger.set(buffer);
    buffer = larger;
  }
}

/** Node answers a size for which it has no memory with a RangeError, which says nothing of the file. */
function allocate(path: string, bytes: number): Bytes {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    const failed = new Error(`there is no memory for ${bytes} bytes`, { cause });
    throw new FileReadError(path, Object.assign(failed, { code: 'ENOMEM' }));
  }
}

/** Node's errors of a system call have its number, those of this package its name. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number';
}
