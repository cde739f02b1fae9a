import { dirname } from 'node:path';
import { ensureDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import { type LockWait, withLockedState } from './locked-state.ts';
import { isPresent } from './read-state.ts';
import type { StateFile } from './state-file.ts';

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
 * Lock, read, change, write, unlock. See `updateState` of the package.
 *
 * @param change - an operation itself, so that stores can compose it; it may run twice
 */
export function* updateState<T>(
  file: StateFile<T>,
  change: (value: T | undefined) => Operation<NoInfer<T> | undefined>,
  options: LockWait = {},
): Operation<UpdatedState<T>> {
  const warnings = yield* file.guard();
  if (!(yield* isPresent(file.path))) yield* ensureDirectory(dirname(file.path));
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
