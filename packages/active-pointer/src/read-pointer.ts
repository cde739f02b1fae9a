import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { StateDamagedError } from '@missionctl/state-file';
import { readState } from '@missionctl/state-file/operations';
import { type ActivePointer, requirePointer } from './active-pointer.ts';
import { PointerDamagedError } from './errors.ts';
import { noPointer, type Pointer } from './pointer-codec.ts';

/**
 * Reads the active mission and the one before. Creates nothing; a mode that is too wide is
 * repaired.
 *
 * @param pointer - of which home
 * @returns what the pointer says; nothing active where there is no file
 * @throws ERR_POINTER_DAMAGED; ERR_UNSAFE_FILE when the file, or the home, can be written by
 *   everyone, or belongs to another user; ERR_UNUSABLE_DIRECTORY when the home is no directory, or is
 *   closed to its owner
 * @example
 * const { active } = yield* readPointer(pointer);
 */
export function* readPointer(pointer: ActivePointer): Operation<Pointer> {
  requirePointer(pointer);
  const state = yield* readState(pointer.file);
  if (state.status === 'damaged') throw new PointerDamagedError(state);
  return state.value ?? noPointer;
}

/** The damage of the file as the pointer's own error. */
export function* asPointerErrors<T>(operation: Operation<T>): Operation<T> {
  try {
    return yield* operation;
  } catch (error) {
    if (errnoOf(error) !== 'ERR_STATE_DAMAGED') throw error;
    throw new PointerDamagedError(error as StateDamagedError);
  }
}
