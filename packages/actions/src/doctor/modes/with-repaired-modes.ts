import {
  answeredBy,
  effects,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import type { WrongMode } from './wrong-modes.ts';

/**
 * Runs an operation that sees the modes which a repair of these would set, so that whoever only examines is
 * shown everything that a repair would find behind them. What the system answers about a file is
 * altered on its way; nothing else is.
 */
export function* withRepairedModes<T>(
  operation: Operation<T>,
  wrong: readonly WrongMode[],
): Operation<T> {
  const modes = new Map(
    wrong.map(({ facts, rule }): [string, number] => [identityOf(facts), rule.mode]),
  );
  return yield* answeredBy(operation, function* (effect) {
    const answer = yield* effects.passOn(effect);
    const isFacts = effect.call === 'lstat' || effect.call === 'fstat';
    if (!isFacts || answer === undefined) return answer;
    const facts = answer as FileFacts;
    return { ...facts, mode: modes.get(identityOf(facts)) ?? facts.mode };
  });
}

function identityOf({ device, inode }: FileFacts): string {
  return `${device}:${inode}`;
}
