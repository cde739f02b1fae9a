import { dirname } from 'node:path';
import { type Operation, removeFile, syncParent } from '@missionctl/atomic-fs/operations';
import { type LockWait, withLockedState } from './locked-state.ts';
import { isPresent } from './read-state.ts';
import type { StateFile } from './state-file.ts';

/** Removes the file, whatever is in it. See `removeState` of the package. */
export function* removeState<T>(file: StateFile<T>, options: LockWait = {}): Operation<boolean> {
  const warnings = yield* file.guard();
  // Taking the lock would create a lock file beside nothing.
  if (!(yield* isPresent(file.path))) return yield* syncAbsence(file.path);
  return yield* withLockedState(file, { ...options, warnings }, () => removeFile(file.path));
}

/** Whoever removed it may have been killed before that was durable, and then it would come back. */
function* syncAbsence(path: string): Operation<false> {
  if (yield* isPresent(dirname(path))) yield* syncParent(path);
  return false;
}
