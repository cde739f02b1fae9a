import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireCall } from '../options/require-call.ts';
import { requireText } from '../options/require-option.ts';
import type { LockWait } from '../options/wait.ts';
import { provideDirectory } from '../provide-directory.ts';
import { isPresent } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { withLockedState } from './locked-state.ts';

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

/**
 * Writes a whole value if the file is still what the caller has read: compare-and-swap.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - `expecting`: the version that was read, or `absent`; and how long to wait
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateState` throws: ERR_STATE_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * const saved = yield* saveState(settings, value, { expecting: version });
 * if (saved.status === 'conflict') return saved.version;
 */
export function* saveState<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: SaveOptions,
): Operation<SavedState> {
  requireCall(file, options);
  const { expecting } = options;
  requireText('expecting', expecting);
  const warnings = yield* file.guard('write');
  if (!(yield* isPresent(file.path))) {
    if (expecting !== 'absent') return { status: 'conflict', version: 'absent' };
    yield* provideDirectory(file);
  }
  return yield* withLockedState(file, { ...options, warnings }, function* ({ require, write }) {
    const found = yield* require();
    const version = found.status === 'present' ? found.version : 'absent';
    if (version !== expecting) return { status: 'conflict', version };
    return { status: 'saved', version: (yield* write(value, found)).version };
  });
}
