import { readingPointer } from '@missionctl/active-pointer';
import {
  type FileFacts,
  nodeSystem,
  type System,
  syncTwins,
} from '@missionctl/atomic-fs/operations';
import { readingProtocols } from '@missionctl/session-store';
import type { Invocation } from '../../session/invocation.ts';
import type { WrongMode } from './checks/check-modes.ts';

/**
 * The invocation with stores that see the modes which `--fix` would set, so that a run without `--fix`
 * reports everything that a run with it would find behind them.
 */
export function withRepairedModes(invocation: Invocation, wrong: readonly WrongMode[]): Invocation {
  const modes = new Map(
    wrong
      .filter(({ fixable }) => fixable)
      .map(({ facts, rule }): [string, number] => [identityOf(facts), rule.mode]),
  );
  if (modes.size === 0) return invocation;
  const repaired = (facts: FileFacts): FileFacts => ({
    ...facts,
    mode: modes.get(identityOf(facts)) ?? facts.mode,
  });
  const system: System = {
    ...nodeSystem,
    lstat: (path) => {
      const facts = nodeSystem.lstat(path);
      return facts === undefined ? undefined : repaired(facts);
    },
    fstat: (fd) => repaired(nodeSystem.fstat(fd)),
  };
  return {
    ...invocation,
    store: syncTwins(readingProtocols(invocation.settings), system),
    pointer: syncTwins(readingPointer(invocation.settings), system),
  };
}

function identityOf({ device, inode }: FileFacts): string {
  return `${device}:${inode}`;
}
