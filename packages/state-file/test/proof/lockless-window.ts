import type { Effect } from '@missionctl/atomic-fs/operations';
import { finish, type Moment, startTask } from '@missionctl/atomic-fs/testing';
import { increment, path } from './counter.ts';
import { theirCount, updatesAndLockless, type Seen } from './races.ts';

/** Calls that `interleavings` counts as no turn. */
const unnoticed: ReadonlySet<Effect['call']> = new Set(['random', 'host']);

/** In which of its calls an update can no longer notice a writer without the lock. */
export interface Window {
  /** The number of calls of an update. */
  readonly calls: number;
  /** After so many calls it has begun to look for the last time. */
  readonly looking: number;
  /** After so many it has not renamed yet. */
  readonly renaming: number;
}

export function locklessWindow(): Window {
  const task = startTask(updatesAndLockless.machine.afterKill().start(), increment());
  finish(task);
  const calls = task.process.calls.map(({ effect }) => effect);
  const turns = calls.filter(({ call }) => !unnoticed.has(call));
  const looking = turns.findLastIndex(
    ({ call, args }) => call === 'open' && args[0] === path && args[1] === 'read',
  );
  const renaming = turns.findIndex(({ call }) => call === 'rename');
  return { calls: turns.length, looking: looking + 1, renaming };
}

/**
 * Whether what a writer without the lock has written is there, or it came, the third, after the last
 * look of an update and before its rename.
 */
export function isNotOverwritten({ schedule }: Moment, seen: Seen, window: Window): boolean {
  if (typeof seen !== 'number' || seen >= theirCount) return typeof seen === 'number';
  const before = schedule.slice(0, schedule.indexOf(2));
  return [0, 1].some((updater) => {
    const made = before.filter((turn) => turn === updater).length;
    return made >= window.looking && made <= window.renaming;
  });
}
