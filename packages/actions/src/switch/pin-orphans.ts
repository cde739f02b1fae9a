import type { Orphan } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { pinPath } from '@missionctl/session-model';
import { ownOrphansIn } from '../own-orphans.ts';

/** A pin is written without a lock, so age alone tells a killed writer from one at work. */
const oldEnoughMs = 60 * 60 * 1000;

/**
 * Finds the pending files of ours that killed writers of a directory's pin have left.
 *
 * @param directory - the absolute path of the directory
 * @param nowMs - milliseconds since the epoch; only what was written an hour before counts
 * @returns the pending files; none where the directory cannot be listed
 * @example
 * const left = yield* pinOrphans('/home/me/code/api', Date.now());
 */
export function* pinOrphans(directory: string, nowMs: number): Operation<readonly Orphan[]> {
  const pin = pinPath(directory);
  return (yield* ownOrphansIn(directory)).filter(
    ({ target, modifiedMs }) => target === pin && modifiedMs <= nowMs - oldEnoughMs,
  );
}

/**
 * Removes what `pinOrphans` finds. What cannot be removed stays, without an error.
 *
 * @param directory - the absolute path of the directory
 * @param nowMs - milliseconds since the epoch
 * @returns the paths of those that were removed
 * @example
 * yield* removePinOrphans('/home/me/code/api', Date.now());
 */
export function* removePinOrphans(directory: string, nowMs: number): Operation<readonly string[]> {
  const removed: string[] = [];
  for (const { path } of yield* pinOrphans(directory, nowMs)) {
    try {
      yield* effects.unlink(path);
      removed.push(path);
    } catch {
      // Doctor still shows it, and the pin matters more.
    }
  }
  return removed;
}
