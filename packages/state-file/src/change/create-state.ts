import { type Operation, syncEarlierChange } from '@missionctl/atomic-fs/operations';
import { requireCall } from '../options/require-call.ts';
import type { LockWait } from '../options/wait.ts';
import { provideDirectory } from '../provide-directory.ts';
import { isPresent } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { withLockedState } from './locked-state.ts';

/**
 * Writes the first value, durably. Of several creators at once exactly one gets true. Missing
 * directories are created, 0700.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - how long to wait for the lock
 * @returns false when something is there already, whatever it is; it stays as it is
 * @throws ERR_STATE_INVALID, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a value that JSON cannot
 *   hold. The file is absent then, unless `outcome` of ERR_ATOMIC_WRITE says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * const isFirst = yield* createState(settings, { theme: 'dark' });
 */
export function* createState<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: LockWait = {},
): Operation<boolean> {
  requireCall(file, options);
  const warnings = yield* file.guard('write');
  yield* provideDirectory(file);
  return yield* withLockedState(file, { ...options, warnings }, function* ({ write }) {
    if (yield* isPresent(file.path)) {
      // Its creator may have been killed before its name was durable.
      yield* syncEarlierChange(file.path);
      return false;
    }
    yield* write(value, { status: 'absent' });
    return true;
  });
}
