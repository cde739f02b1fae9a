import type { Effect, FileFacts, Operation } from '@missionctl/atomic-fs/operations';
import type { WrongMode } from './checks/check-modes.ts';

/**
 * Runs an operation that sees the modes which a repair would set, so that whoever only examines is
 * shown everything that a repair would find behind them. What the system answers about a file is
 * altered on its way; nothing else is.
 */
export function* withRepairedModes<T>(
  operation: Operation<T>,
  wrong: readonly WrongMode[],
): Operation<T> {
  const modes = new Map(
    wrong
      .filter(({ repairable }) => repairable)
      .map(({ facts, rule }): [string, number] => [identityOf(facts), rule.mode]),
  );
  const alter = (facts: FileFacts): FileFacts => ({
    ...facts,
    mode: modes.get(identityOf(facts)) ?? facts.mode,
  });
  let step = operation.next();
  while (!step.done) step = yield* resume(operation, step.value, alter);
  return step.value;
}

/** Passes one effect on, and resumes the operation with the altered answer or the error. */
function* resume<T>(
  operation: Operation<T>,
  effect: Effect,
  alter: (facts: FileFacts) => FileFacts,
): Operation<IteratorResult<Effect, T>> {
  let answer: unknown;
  try {
    answer = yield effect;
  } catch (error) {
    return operation.throw(error);
  }
  const isFacts = effect.call === 'lstat' || effect.call === 'fstat';
  if (!isFacts || answer === undefined) return operation.next(answer);
  return operation.next(alter(answer as FileFacts));
}

function identityOf({ device, inode }: FileFacts): string {
  return `${device}:${inode}`;
}
