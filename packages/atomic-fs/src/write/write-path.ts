import { dirname } from 'node:path';
import { ensureDirectory } from '../directory/ensure-directory.ts';
import { AtomicWriteError, NotRegularFileError } from '../errors.ts';
import { followLinks } from '../name/follow-links.ts';
import type { Operation } from '../operation/system.ts';
import type { WriteOptions } from './content.ts';

/**
 * The path of the file that is to be written: behind the link, if links are followed. Its directory
 * is made, if that is asked for.
 */
export function* writePath(path: string, options: WriteOptions = {}): Operation<string> {
  const target = options.followLinks === true ? yield* pathBehind(path) : path;
  if (options.parents === true) yield* ensureDirectory(dirname(target));
  return target;
}

function* pathBehind(path: string): Operation<string> {
  try {
    return yield* followLinks(path);
  } catch (cause) {
    if (cause instanceof NotRegularFileError) throw cause;
    throw new AtomicWriteError({ path, step: 'inspect', outcome: 'unchanged', cause });
  }
}
