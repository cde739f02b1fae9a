import { carryOut } from '../../operation/run-sync.ts';
import type { Effect, Operation } from '../../operation/system.ts';
import type { SimulatedProcess } from '../kernel/process.ts';

/** What has become of an operation. */
export type Outcome<T> =
  | { readonly status: 'running' }
  | { readonly status: 'returned'; readonly value: T }
  | { readonly status: 'threw'; readonly error: unknown };

/** An operation that is carried out one call at a time. */
export interface Task<T> {
  /** The process that makes its calls. */
  readonly process: SimulatedProcess;
  /** What has become of it until now. */
  outcome(): Outcome<T>;
  /** The call that comes next; undefined when it is over. */
  pending(): Effect | undefined;
  /** Makes the pending call. */
  step(): void;
}

/**
 * Starts an operation that is carried out one call at a time. Its code runs up to its first call,
 * which is not made yet.
 *
 * @param process - the process that makes its calls
 * @param operation - what is carried out; it can be started once
 * @returns the operation, to be stepped on
 * @example
 * const task = startTask(createMachine({ files }).start(), replaceFile(path, 'new'));
 * while (task.pending()?.call !== 'rename') task.step();
 */
export function startTask<T>(process: SimulatedProcess, operation: Operation<T>): Task<T> {
  let pending: Effect | undefined;
  let outcome: Outcome<T> = { status: 'running' };
  const advance = (resume: () => IteratorResult<Effect, T>): void => {
    pending = undefined;
    try {
      const step = resume();
      if (step.done) outcome = { status: 'returned', value: step.value };
      else pending = step.value;
    } catch (error) {
      outcome = { status: 'threw', error };
    }
  };
  advance(() => operation.next());
  return {
    process,
    outcome: () => outcome,
    pending: () => pending,
    step: () => {
      const effect = pending;
      if (effect !== undefined) advance(() => carryOut(operation, effect, process.system));
    },
  };
}

/**
 * Carries out all that is left of an operation.
 *
 * @param task - an operation that was started
 * @returns what became of it: `returned` or `threw`
 * @example
 * const outcome = finish(startTask(process, replaceFile(path, 'new')));
 */
export function finish<T>(task: Task<T>): Outcome<T> {
  while (task.pending() !== undefined) task.step();
  return task.outcome();
}
