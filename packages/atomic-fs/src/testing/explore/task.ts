import { carryOut } from '../../operation/run-sync.ts';
import type { Effect, Operation } from '../../operation/system.ts';
import type { SimulatedProcess } from '../kernel/process.ts';

/** The state of an operation: still running, returned a value, or threw an error. */
export type Outcome<T> =
  | {
      /** It has more calls to make. */
      readonly status: 'running';
    }
  | {
      /** It has returned. */
      readonly status: 'returned';
      /** What the operation returned. */
      readonly value: T;
    }
  | {
      /** It has thrown. */
      readonly status: 'threw';
      /** What the operation threw. */
      readonly error: unknown;
    };

/** An operation that is carried out one call at a time. */
export interface Task<T> {
  /** The process that makes its calls. */
  readonly process: SimulatedProcess;
  /** What has become of it until now. */
  outcome(): Outcome<T>;
  /** The next call; undefined when the operation has returned or thrown. */
  pending(): Effect | undefined;
  /** Makes the next call; does nothing when there is none. */
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
