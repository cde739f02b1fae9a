import type { Place } from '@missionctl/roster';

/** Whether two places are one, or both are none. */
export function isSamePlace(one: Place | undefined, other: Place | undefined): boolean {
  return (
    one?.repository === other?.repository &&
    one?.worktree === other?.worktree &&
    one?.branch === other?.branch
  );
}
