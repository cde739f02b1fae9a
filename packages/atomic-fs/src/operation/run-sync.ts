import { nodeSystem } from '../node/node-system.ts';
import type { Effect, Operation, System } from './system.ts';

/**
 * Runs an operation to its end with synchronous calls: what a short-lived process wants.
 *
 * @param operation - what is run; it can be run once
 * @param system - what carries out the calls; default: Node's file system, clock and locks
 * @returns what the operation returns
 * @throws what the operation throws, such as ERR_ATOMIC_WRITE
 * @example
 * const file = runSync(readRegularFile('/home/me/.tool/state.json'));
 */
export function runSync<T>(operation: Operation<T>, system: System = nodeSystem): T {
  let step = operation.next();
  while (!step.done) step = carryOut(operation, step.value, system);
  return step.value;
}

/** Carries out one effect, and resumes the operation with its answer or its error. */
export function carryOut<T>(
  operation: Operation<T>,
  effect: Effect,
  system: System,
): IteratorResult<Effect, T> {
  let answer: unknown;
  try {
    const call = system[effect.call] as (...args: Effect['args']) => unknown;
    answer = call.apply(system, effect.args);
  } catch (error) {
    return operation.throw(error);
  }
  return operation.next(answer);
}
