import { openParent, orClose, syncChangedName } from '../directory/parent.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { unlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { inspect, syncEarlierChange } from './replace-file.ts';
import { inTurn } from './write-in-turn.ts';

/** How a file is removed. */
export interface RemoveOptions {
  /**
   * `'full'`: the file does not come back after a power failure once the call has returned.
   * `'atomic'`: nothing is synced, and it may come back. Default `'full'`.
   */
  readonly durability?: 'full' | 'atomic' | undefined;
}

/**
 * Removes a file. When it has returned, the file does not come back after a power failure, whoever
 * removed it.
 *
 * @param path - where the file is
 * @param options - how durable the removal is, default `full`
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is still there;
 *   ERR_NOT_REGULAR_FILE when something else is at the path, which stays
 * @example
 * const wasThere = yield* removeFile('/home/me/.tool/state.json');
 */
export function* removeFile(
  path: string,
  { durability = 'full' }: RemoveOptions = {},
): Operation<boolean> {
  return yield* inTurn(path, () => remove(path, durability));
}

function* remove(path: string, durability: 'full' | 'atomic'): Operation<boolean> {
  if ((yield* inspect(path)) === undefined) {
    if (durability === 'full') yield* syncAbsence(path);
    return false;
  }
  const parent = yield* openParent(path, durability);
  const removed = yield* orClose(parent, unlinkUnlessGone(path));
  yield* syncChangedName(parent, path, { outcome: removed ? 'changed-not-durable' : 'unchanged' });
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
    yield* syncEarlierChange(path);
  } catch (error) {
    // Without a directory there is no name to come back.
    if (error instanceof AtomicWriteError && errnoOf(error.cause) === 'ENOENT') return;
    throw error;
  }
}
