import { fstat, host, lstat, open } from './effects.ts';
import { UnsafeFileError } from './errors.ts';
import { closeQuietly } from './sync-directory.ts';
import type { FileFacts, Protocol } from './system.ts';

const writableByEveryone = 0o002;
/** In a sticky directory only a file's owner can rename or remove it (unlink(2), EPERM). */
const sticky = 0o1000;

/**
 * Refuses a directory in which everyone could put another file in the place of one of ours. What
 * is there; undefined when nothing is, or when it cannot be looked at, which whoever goes on to a
 * file in it is told then.
 *
 * @param options.follow - whether a link is followed to the directory; default true
 * @throws ERR_UNSAFE_FILE
 */
export function* guardDirectory(
  path: string,
  { follow = true }: { readonly follow?: boolean } = {},
): Protocol<FileFacts | undefined> {
  let facts: FileFacts | undefined;
  try {
    facts = yield* lstat(path);
    if (facts?.kind === 'symlink') facts = follow ? yield* factsBehind(path) : facts;
  } catch {
    return undefined;
  }
  if (facts === undefined || facts.kind === 'symlink') return facts;
  if ((facts.mode & writableByEveryone) === 0 || (facts.mode & sticky) !== 0) return facts;
  if ((yield* host()).windows) return facts;
  throw new UnsafeFileError(path, facts, 'is a directory that everyone can write');
}

function* factsBehind(link: string): Protocol<FileFacts> {
  const fd = yield* open(link, 'directory', 0);
  try {
    return yield* fstat(fd);
  } finally {
    yield* closeQuietly(fd);
  }
}
