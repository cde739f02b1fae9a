import { readingPointer } from '@missionctl/active-pointer';
import {
  type FileFacts,
  nodeSystem,
  type System,
  syncTwins,
} from '@missionctl/atomic-fs/operations';
import { readingProtocols } from '@missionctl/session-store';
import type { Invocation } from '../invocation.ts';
import type { WrongMode } from './check-modes.ts';

/**
 * The invocation with stores that see the modes which `--fix` would set, so that who only looks
 * is told of everything that `--fix` would find behind them.
 */
export function asMended(invocation: Invocation, wrong: readonly WrongMode[]): Invocation {
  const modes = new Map(
    wrong
      .filter(({ mendable }) => mendable)
      .map(({ facts, rule }): [string, number] => [identityOf(facts), rule.mode]),
  );
  if (modes.size === 0) return invocation;
  const mended = (facts: FileFacts): FileFacts => ({
    ...facts,
    mode: modes.get(identityOf(facts)) ?? facts.mode,
  });
  const system: System = {
    ...nodeSystem,
    lstat: (path) => {
      const facts = nodeSystem.lstat(path);
      return facts === undefined ? undefined : mended(facts);
    },
    fstat: (fd) => mended(nodeSystem.fstat(fd)),
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
