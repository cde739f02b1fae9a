import { AtomicWriteError, type WriteOutcome, type WriteStep } from '../errors.ts';
import type { Operation } from './system.ts';

/** Runs one step of a write. Its failure becomes an AtomicWriteError that names the step. */
export function* asStep<T>(
  step: Operation<T>,
  facts: {
    readonly path: string;
    readonly step: WriteStep;
    readonly outcome?: WriteOutcome;
    readonly orphan?: string | undefined;
  },
): Operation<T> {
  try {
    return yield* step;
  } catch (cause) {
    throw new AtomicWriteError({ outcome: 'unchanged', ...facts, cause });
  }
}
