import { type Operation, removeFile } from '@missionctl/atomic-fs/operations';
import { type LockWait, withLockedState } from './locked-state.ts';
import { isPresent } from './read-state.ts';
import type { StateFile } from './state-file.ts';

/** Removes the file, whatever is in it. See `removeState` of the package. */
export function* removeState<T>(file: StateFile<T>, options: LockWait = {}): Operation<boolean> {
  const warnings = yield* file.guard();
  // Taking the lock would create a lock file beside nothing.
  if (!(yield* isPresent(file.path))) return false;
  return yield* withLockedState(file, { ...options, warnings }, () => removeFile(file.path));
}
