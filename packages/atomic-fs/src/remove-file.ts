import { attempt } from './attempt.ts';
import { unlink } from './effects.ts';
import { AtomicWriteError, errnoOf } from './errors.ts';
import { inspect, syncParent } from './replace-file.ts';
import type { Protocol } from './system.ts';

/** Removes `path`, durably; false when nothing was there. See `removeFile` of the package's door. */
export function* removeFile(path: string): Protocol<boolean> {
  if ((yield* inspect(path)) === undefined) return false;
  try {
    yield* attempt(unlink(path), { path, step: 'unlink' });
  } catch (error) {
    if (error instanceof AtomicWriteError && errnoOf(error.cause) === 'ENOENT') return false;
    throw error;
  }
  yield* syncParent(path);
  return true;
}
