import type { Effect } from '@missionctl/atomic-fs/operations';
import { finish, type Moment, startTask } from '@missionctl/atomic-fs/testing';
import { increment, path } from './counter.ts';
import { type Race, type Seen, theirCount, updateAndLockless } from './races.ts';

/** Calls that `interleavings` counts as no turn. */
const unnoticed: ReadonlySet<Effect['call']> = new Set([
  'random',
  'host',
  'throwIfAborted',
  'lockRest',
  'beginWrite',
  'endWrite',
]);

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
  const task = startTask(updateAndLockless.machine.afterKill().start(), increment());
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
 * Whether what the last writer, who takes no lock, has written is there, or it came after the last
 * look of an update and before its rename.
 */
export function isNotOverwritten({ writers }: Race, { schedule }: Moment, seen: Seen): boolean {
  if (typeof seen !== 'number' || seen >= theirCount) return typeof seen === 'number';
  const window = locklessWindow();
  const last = writers.length - 1;
  const before = schedule.slice(0, schedule.indexOf(last));
  return [...writers.keys()].slice(0, last).some((updater) => {
    const made = before.filter((turn) => turn === updater).length;
    return made >= window.looking && made <= window.renaming;
  });
}
