import { dirname } from 'node:path';
import { errnoOf, FileReadError, UnusableDirectoryError } from '../errors.ts';
import { fstat, host, lstat, open } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { checkWay } from './check-way.ts';
import { type Access, refuseForeign, refuseWritable } from './ownership.ts';
import { closeQuietly } from './sync-directory.ts';

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
  /**
   * Whether it must be possible to look at it, so that nothing is only what is missing; default false:
   * opening a file in it will then report why it is not.
   */
  readonly seen?: boolean | undefined;
  /**
   * What it is used for; default `read`. Root may read in the directories of every user, and write
   * in its own only; of a directory that is missing, the nearest one above it counts.
   */
  readonly access?: Access | undefined;
}

/**
 * Refuses a directory in which another user could put a file in the place of one of ours: one that
 * is neither ours nor root's, one that everyone can write (sticky or not), and a link that such a
 * user could lead elsewhere. What cannot be looked at passes: whoever goes on to a file in it gets
 * that error.
 *
 * @param path - where the directory is
 * @param options - whether a link is followed to it, default yes; whether what is there must be a
 *   directory that its owner may look into, default no; whether it must be possible to look at it,
 *   default no; and whether it is read or written in, default `read`
 * @returns what is there; undefined when nothing is, or when it cannot be looked at
 * @throws ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY only where it has to be usable; ERR_FILE_READ only
 *   where it has to be seen
 * @example
 * const facts = yield* checkDirectory('/home/me/.tool', { usable: true });
 */
export function* checkDirectory(
  path: string,
  options: CheckDirectoryOptions = {},
): Operation<FileFacts | undefined> {
  const { follow = true, usable = false, seen = false, access = 'read' } = options;
  const named = yield* lookAt(path, { usable, seen });
  if (named === undefined && access === 'write') yield* checkAbove(path);
  const isLink = named?.kind === 'symlink';
  if (isLink && follow) yield* checkWay(path, access);
  const facts = isLink && follow ? yield* lookBehind(path, { usable, seen }) : named;
  if (facts === undefined || facts.kind === 'symlink') return facts;
  if (usable) yield* refuseUnusable(path, facts);
  if (facts.kind !== 'directory') return facts;
  yield* refuseForeign(path, facts, access);
  yield* refuseWritable(path, facts);
  return facts;
}

/** What of a directory is demanded before it is entered. */
interface Demand {
  readonly usable: boolean;
  readonly seen: boolean;
}

function* lookAt(path: string, demand: Demand): Operation<FileFacts | undefined> {
  return yield* orUnusable(lstat(path), path, { ...demand, isLink: false });
}

function* lookBehind(link: string, demand: Demand): Operation<FileFacts | undefined> {
  return yield* orUnusable(factsBehind(link), link, { ...demand, isLink: true });
}

function* orUnusable<T>(
  look: Operation<T>,
  path: string,
  { usable, seen, isLink }: Demand & { readonly isLink: boolean },
): Operation<T | undefined> {
  try {
    return yield* look;
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (usable && unreachable.has(errno)) throw new UnusableDirectoryError(path, { errno, isLink });
    if (seen) throw new FileReadError(path, error);
    return undefined;
  }
}

/** The owner's bits apply to the owner only, and no bits apply to root. */
function* refuseUnusable(path: string, facts: FileFacts): Operation<void> {
  if (facts.kind !== 'directory') throw new UnusableDirectoryError(path, facts);
  if ((facts.mode & searchableByOwner) !== 0) return;
  const { uid, windows } = yield* host();
  if (windows || uid === 0 || uid !== facts.uid) return;
  throw new UnusableDirectoryError(path, facts);
}

/** Where root would make a directory that is missing. Others can only make it where they may. */
function* checkAbove(path: string): Operation<void> {
  if ((yield* host()).uid !== 0) return;
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    const facts = yield* factsFollowed(directory);
    if (facts !== undefined) return yield* refuseForeign(directory, facts, 'write');
    if (dirname(directory) === directory) return;
  }
}

const passing: Demand = { usable: false, seen: false };

function* factsFollowed(path: string): Operation<FileFacts | undefined> {
  const facts = yield* lookAt(path, passing);
  return facts?.kind === 'symlink' ? yield* lookBehind(path, passing) : facts;
}

function* factsBehind(link: string): Operation<FileFacts> {
  const fd = yield* open(link, 'directory', 0);
  try {
    return yield* fstat(fd);
  } finally {
    yield* closeQuietly(fd);
  }
}
