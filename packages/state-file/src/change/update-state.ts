import { inTurn, type Operation } from '@missionctl/atomic-fs/operations';
import { requireCall } from '../options/require-call.ts';
import { requireFunction } from '../options/require-option.ts';
import type { LockWait } from '../options/wait.ts';
import { provideDirectory } from '../provide-directory.ts';
import { isPresent } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { withLockedState } from './locked-state.ts';

/** What an update did. */
export type UpdatedState<T> =
  | {
      readonly status: 'updated';
      /** As a reader finds it from now on. */
      readonly value: T;
      /** The version of the new content. */
      readonly version: string;
    }
  | {
      /** The change left it as it is. */
      readonly status: 'unchanged';
      /** What is there; the defaults, or undefined, while there is no file. */
      readonly value: T | undefined;
      /** The version of what is there; `absent` while there is no file. */
      readonly version: string;
    };

/**
 * Changes the document under its lock, durably, so that no update of another process is lost. A
 * writer that takes no lock is noticed until just before the rename; then the change is made again
 * of what it wrote. A damaged file is never overwritten.
 *
 * @param file - which document
 * @param change - gets the value (the defaults, or undefined, while there is no file) and returns
 *   the new one, or undefined to leave it as it is. An operation itself, so that stores can compose
 *   it; it may run more than once
 * @param options - how long to wait for the lock
 * @returns the new value and its version; `unchanged` when the file said that already
 * @throws ERR_STATE_DAMAGED, ERR_STATE_INVALID, ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
 *   ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE when something else took the place of the file
 *   meanwhile, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError
 *   for a value that JSON cannot hold. The old value is there then, unless `outcome` says
 *   otherwise, and but for ERR_LOCK_LOST, which comes after the change
 * @example
 * yield* updateState(settings, function* (value) {
 *   return { ...value, changedAtMs: yield* effects.time() };
 * });
 */
export function* updateState<T>(
  file: StateFile<T>,
  change: (value: T | undefined) => Operation<NoInfer<T> | undefined>,
  options: LockWait = {},
): Operation<UpdatedState<T>> {
  requireCall(file, options);
  requireFunction('change', change);
  // In turn: updates get in line for the lock in the order of their calls, whoever makes the directory.
  const warnings = yield* inTurn(file.path, function* () {
    const found = yield* file.guard('write');
    if (!(yield* isPresent(file.path))) yield* provideDirectory(file);
    return found;
  });
  return yield* withLockedState(file, { ...options, warnings }, function* ({ require, write }) {
    const found = yield* require();
    const next = yield* change(found.value);
    if (next !== undefined) {
      const { value, version, changed } = yield* write(next, found);
      return { status: changed ? 'updated' : 'unchanged', value, version };
    }
    // Read anew: the change may have altered the value in place before it let it be.
    const left = yield* require();
    const version = left.status === 'present' ? left.version : 'absent';
    return { status: 'unchanged', value: left.value, version };
  });
}
