import { dirname } from 'node:path';
import { ensureDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import { type LockWait, withLockedState } from './locked-state.ts';
import { isPresent } from './read-state.ts';
import type { StateFile } from './state-file.ts';

/** What a save did. */
export type SavedState =
  | {
      readonly status: 'saved';
      /** The version of the new content. */
      readonly version: string;
    }
  | {
      /** Another writer was first; nothing was written. */
      readonly status: 'conflict';
      /** The version of what is there; `absent` when nothing is. */
      readonly version: string;
    };

/** What a save waits for and rests on. */
export interface SaveOptions extends LockWait {
  /** The version that the caller has read, or `absent`. */
  readonly expecting: string;
}

/** Writes a value if the file is still the expected one. See `saveState` of the package. */
export function* saveState<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: SaveOptions,
): Operation<SavedState> {
  const { expecting } = options;
  const warnings = yield* file.guard();
  if (!(yield* isPresent(file.path))) {
    if (expecting !== 'absent') return { status: 'conflict', version: 'absent' };
    yield* ensureDirectory(dirname(file.path));
  }
  return yield* withLockedState(file, { ...options, warnings }, function* ({ require, write }) {
    const found = yield* require();
    const version = found.status === 'present' ? found.version : 'absent';
    if (version !== expecting) return { status: 'conflict', version };
    return { status: 'saved', version: (yield* write(value, found)).version };
  });
}
