import { nodeSystem } from '../node/node-system.ts';
import type { Effect, Operation, System } from './system.ts';

/**
 * Runs an operation to its end with synchronous calls: what a short-lived process wants.
 *
 * @param operation - the operation, which has not been run yet.
 * @param system - carries out the calls; default: Node's file system.
 * @returns what the operation returned
 * @throws whatever the operation throws, after it has run its `finally` blocks
 * @example
 * runSync(replaceFile('/home/me/.tool/state.json', '{}'));
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
