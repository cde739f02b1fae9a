import { dirname } from 'node:path';
import { type Operation, removeFile, syncEarlierChange } from '@missionctl/atomic-fs/operations';
import { requireCall } from '../options/require-call.ts';
import type { LockWait } from '../options/wait.ts';
import { isPresent } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { withLockedState } from './locked-state.ts';

/**
 * Removes the file, durably, whatever is in it. The lock file stays.
 *
 * @param file - which document
 * @param options - how long to wait for the lock
 * @returns false when nothing was there; that is durable too
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE, ERR_STATE_DAMAGED when it cannot be looked at,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE
 * @example
 * const wasThere = yield* removeState(settings);
 */
export function* removeState<T>(file: StateFile<T>, options: LockWait = {}): Operation<boolean> {
  requireCall(file, options);
  const warnings = yield* file.guard('write');
  // Taking the lock would create a lock file beside nothing.
  if (!(yield* isPresent(file.path))) return yield* syncAbsence(file.path);
  return yield* withLockedState(file, { ...options, warnings }, () => removeFile(file.path));
}

/** Whoever removed it may have been killed before that was durable, and then it would come back. */
function* syncAbsence(path: string): Operation<false> {
  if (yield* isPresent(dirname(path))) yield* syncEarlierChange(path);
  return false;
}
