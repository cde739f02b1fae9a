import { AtomicWriteError, FileReadError } from '../errors.ts';
import type { Operation } from '../operation/system.ts';

/**
 * Looks once more, right before a rename, at what is about to be replaced. A file that cannot be read
 * is not the one that was read before: the next attempt says why. Where no descriptors or memory are
 * left to look with, nobody has come between, and the write fails.
 *
 * @param path - the file
 * @param look - reads it
 * @param unreadable - the answer for a file that cannot be read
 * @returns what `look` returns, or `unreadable`
 * @throws ERR_ATOMIC_WRITE, `unchanged`, when descriptors or memory ran out
 * @example
 * const isStill = yield* lookAgain(path, isUnchanged(path, text), false);
 */
export function* lookAgain<T>(path: string, look: Operation<T>, unreadable: T): Operation<T> {
  try {
    return yield* look;
  } catch (cause) {
    if (cause instanceof FileReadError && cause.exhausted) {
      throw new AtomicWriteError({ path, step: 'inspect', outcome: 'unchanged', cause });
    }
    return unreadable;
  }
}
