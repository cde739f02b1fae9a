import { dirname, isAbsolute } from 'node:path';
import { errnoOf, NotRegularFileError } from '../errors.ts';
import { lstat, readlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { childPath } from './child-path.ts';

/** As many as the kernel follows (path_resolution(7)). */
const mostLinks = 40;

/**
 * The path behind a link, and behind the links that it leads to: of what is no link, or of nothing,
 * which a link may lead to as well. The path itself when it is no link.
 *
 * @throws ERR_NOT_REGULAR_FILE for links that lead to each other; otherwise the kernel's error
 */
export function* followLinks(path: string): Operation<string> {
  let at = path;
  for (let left = mostLinks; left >= 0; left -= 1) {
    if ((yield* lstat(at))?.kind !== 'symlink') return at;
    at = yield* behind(at);
  }
  throw new NotRegularFileError(path, 'symlink');
}

/** The link itself when it has gone meanwhile, or become something else: then that is looked at. */
function* behind(link: string): Operation<string> {
  try {
    const leadsTo = yield* readlink(link);
    // Not `join`: the parent of a linked directory is for the kernel to find.
    return isAbsolute(leadsTo) ? leadsTo : childPath(dirname(link), leadsTo);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EINVAL' || errno === 'ENOENT') return link;
    throw error;
  }
}
