import { beginWrite, endWrite } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * Runs a write of a path when it is its turn: asynchronous writes of one path in one thread take effect
 * in the order of their calls, and only a few of all paths are under way at once.
 */
export function* inTurn<T>(path: string, write: () => Operation<T>): Operation<T> {
  yield* beginWrite(path);
  try {
    return yield* write();
  } finally {
    yield* endWrite(path);
  }
}
