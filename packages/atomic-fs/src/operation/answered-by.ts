import type { Effect, Operation } from './system.ts';

/**
 * Runs an operation whose calls are answered by another one: to alter what the system answers, to
 * refuse a call, or to make another call in its place. What `answer` returns is the call's result,
 * and what it throws is the call's error.
 *
 * @param operation - what is run; it can be run once
 * @param answer - answers one call; `effects.passOn` makes the call itself
 * @returns what the operation returns
 * @throws what the operation throws, such as ERR_ATOMIC_WRITE
 * @example
 * const dry = answeredBy(removeFile(path), (effect) =>
 *   effect.call === 'unlink' ? effects.invoke(() => undefined) : effects.passOn(effect),
 * );
 */
export function* answeredBy<T>(
  operation: Operation<T>,
  answer: (effect: Effect) => Operation<unknown>,
): Operation<T> {
  let step = operation.next();
  while (!step.done) step = yield* resume(operation, answer(step.value));
  return step.value;
}

/** An error of the answer goes on in the operation; one of the operation does not come back to it. */
function* resume<T>(
  operation: Operation<T>,
  answering: Operation<unknown>,
): Operation<IteratorResult<Effect, T>> {
  let answer: unknown;
  try {
    answer = yield* answering;
  } catch (error) {
    return operation.throw(error);
  }
  return operation.next(answer);
}
