import { nodeSystem } from './node-system.ts';
import type { Effect, Protocol, System } from './system.ts';
import { answeredBy } from './system-at-hand.ts';

/**
 * Runs a protocol to its end with synchronous calls: what a short-lived process wants.
 *
 * @param system - what carries out the calls; default: Node's file system.
 */
export function runSync<T>(protocol: Protocol<T>, system: System = nodeSystem): T {
  return answeredBy(system, () => {
    let step = protocol.next();
    while (!step.done) step = carryOut(protocol, step.value, system);
    return step.value;
  });
}

/** Carries out one effect, and resumes the protocol with its answer or its error. */
export function carryOut<T>(
  protocol: Protocol<T>,
  effect: Effect,
  system: System,
): IteratorResult<Effect, T> {
  let answer: unknown;
  try {
    const call = system[effect.call] as (...args: Effect['args']) => unknown;
    answer = call.apply(system, effect.args);
  } catch (error) {
    return protocol.throw(error);
  }
  return protocol.next(answer);
}
