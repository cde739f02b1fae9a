import { errnoOf, UnsafeFileError, UnusableDirectoryError } from '../errors.ts';
import { fstat, host, lstat, open } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { closeQuietly } from './sync-directory.ts';

const writableByEveryone = 0o002;
/** In a sticky directory only a file's owner can rename or remove it (unlink(2), EPERM). */
const sticky = 0o1000;
const searchableByOwner = 0o100;

/** What a link answers that leads nowhere, to a file or to itself, and a path behind a closed one. */
const unreachable: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES']);

/** What `checkDirectory` demands. */
export interface CheckDirectoryOptions {
  /** Whether a link is followed to the directory; default true. */
  readonly follow?: boolean | undefined;
  /**
   * Whether it must be a directory that we may enter, if anything is there, a link to nothing
   * included; default false: opening a file in it will then report why it cannot be entered.
   */
  readonly usable?: boolean | undefined;
}

/**
 * Refuses a directory in which everyone could put another file in the place of one of ours. What
 * cannot be looked at passes: whoever goes on to a file in it gets that error.
 *
 * @param path - where the directory is
 * @param options - whether a link is followed to it, default yes; and whether what is there must be
 *   a directory that its owner may look into, default no
 * @returns what is there; undefined when nothing is, or when it cannot be looked at
 * @throws ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY only where it has to be usable
 * @example
 * const facts = yield* checkDirectory('/home/me/.tool', { usable: true });
 */
export function* checkDirectory(
  path: string,
  { follow = true, usable = false }: CheckDirectoryOptions = {},
): Operation<FileFacts | undefined> {
  let facts: FileFacts | undefined;
  try {
    facts = yield* lstat(path);
    if (facts?.kind === 'symlink') facts = follow ? yield* factsBehind(path) : facts;
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    const isLink = facts?.kind === 'symlink';
    if (usable && unreachable.has(errno)) throw new UnusableDirectoryError(path, { errno, isLink });
    return undefined;
  }
  if (facts === undefined || facts.kind === 'symlink') return facts;
  if (usable) yield* refuseUnusable(path, facts);
  if (facts.kind !== 'directory') return facts;
  if ((facts.mode & writableByEveryone) === 0 || (facts.mode & sticky) !== 0) return facts;
  if ((yield* host()).windows) return facts;
  const why = 'is a directory that everyone can write';
  throw new UnsafeFileError(path, facts, { reason: 'mode', why });
}

/** The owner's bits apply to the owner only, and no bits apply to root. */
function* refuseUnusable(path: string, facts: FileFacts): Operation<void> {
  if (facts.kind !== 'directory') throw new UnusableDirectoryError(path, facts);
  if ((facts.mode & searchableByOwner) !== 0) return;
  const { uid, windows } = yield* host();
  if (windows || uid === 0 || uid !== facts.uid) return;
  throw new UnusableDirectoryError(path, facts);
}

function* factsBehind(link: string): Operation<FileFacts> {
  const fd = yield* open(link, 'directory', 0);
  try {
    return yield* fstat(fd);
  } finally {
    yield* closeQuietly(fd);
  }
}
