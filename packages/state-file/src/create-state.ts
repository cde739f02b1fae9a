import { dirname } from 'node:path';
import { ensureDirectory, type Operation, syncParent } from '@missionctl/atomic-fs/operations';
import { type LockWait, withLockedState } from './locked-state.ts';
import { isPresent } from './read-state.ts';
import type { StateFile } from './state-file.ts';

/** Writes the first value of a file. See `createState` of the package. */
export function* createState<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: LockWait = {},
): Operation<boolean> {
  const warnings = yield* file.guard();
  yield* ensureDirectory(dirname(file.path));
  return yield* withLockedState(file, { ...options, warnings }, function* ({ write }) {
    if (yield* isPresent(file.path)) {
      // Its creator may have been killed before its name was durable.
      yield* syncParent(file.path);
      return false;
    }
    yield* write(value, { status: 'absent' });
    return true;
  });
}
