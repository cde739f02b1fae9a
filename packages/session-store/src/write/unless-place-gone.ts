import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';

/**
 * Does something else where a lock is not to be had because the directory of an alias was removed since it
 * was looked at, with a session that vanished.
 */
export function* unlessPlaceGone<T>(
  operation: Operation<T>,
  otherwise: () => Operation<T>,
): Operation<T> {
  try {
    return yield* operation;
  } catch (error) {
    if (!isPlaceGone(error)) throw error;
  }
  return yield* otherwise();
}

function isPlaceGone(error: unknown): boolean {
  if (errnoOf(error) !== 'ERR_LOCK_UNAVAILABLE') return false;
  return (error as { readonly errno?: string }).errno === 'ENOENT';
}
