import { dirname } from 'node:path';
import { syncDirectory } from '../directory/sync-directory.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { unlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { inspect, syncParent } from './replace-file.ts';
import { inTurn } from './write-in-turn.ts';

/**
 * Removes a file. When it has returned, the file does not come back after a power failure, whoever
 * removed it.
 *
 * @param path - where the file is
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is still there;
 *   ERR_NOT_REGULAR_FILE when something else is at the path, which stays
 * @example
 * const wasThere = yield* removeFile('/home/me/.tool/state.json');
 */
export function* removeFile(path: string): Operation<boolean> {
  return yield* inTurn(path, () => remove(path));
}

function* remove(path: string): Operation<boolean> {
  const removed = (yield* inspect(path)) !== undefined && (yield* unlinkUnlessGone(path));
  if (removed) yield* syncParent(path);
  else yield* syncAbsence(path);
  return removed;
}

/** False when another process removed it first. */
function* unlinkUnlessGone(path: string): Operation<boolean> {
  try {
    yield* asStep(unlink(path), { path, step: 'unlink' });
    return true;
  } catch (error) {
    if (error instanceof AtomicWriteError && errnoOf(error.cause) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * The process that removed it may have been killed before the removal was durable: then the file
 * would come back.
 */
function* syncAbsence(path: string): Operation<void> {
  try {
    yield* syncDirectory(dirname(path));
  } catch (cause) {
    // Without a directory there is no name to come back.
    if (errnoOf(cause) === 'ENOENT') return;
    throw new AtomicWriteError({ path, step: 'sync-directory', outcome: 'unchanged', cause });
  }
}
