import { beginWrite, endWrite } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * Runs a write of a path when it is its turn: asynchronous writes of one path in one thread take effect
 * in the order of their calls, and only a few of all paths are under way at once. What comes before the
 * wait for a lock is done in a turn as well, and the wait itself never: its holder may be about to write.
 *
 * @param path - which file
 * @param write - what is done; it runs at once where another write of this run has its turn
 * @returns what `write` returns
 * @throws what `write` throws, or the reason of the signal that ended the waiting
 * @example
 * yield* inTurn('/home/me/.tool/log', () => append('/home/me/.tool/log', line));
 */
export function* inTurn<T>(path: string, write: () => Operation<T>): Operation<T> {
  yield* beginWrite(path);
  try {
    return yield* write();
  } finally {
    yield* endWrite(path);
  }
}
