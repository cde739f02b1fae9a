import type { Operation } from '@missionctl/atomic-fs/operations';

/** Thrown in an update whose session says something else than what was decided on; nothing was written. */
export const sessionMoved: Error = new Error('the session has changed since it was read');

/** Another process of the same participant seldom changes its session more than once at that moment. */
const mostRuns = 10;

/** Decides again when the session has changed meanwhile. */
export function* unlessMoved<T>(decide: (isAgain: boolean) => Operation<T>): Operation<T> {
  for (let run = 1; ; run += 1) {
    try {
      return yield* decide(run > 1);
    } catch (error) {
      if (error !== sessionMoved || run === mostRuns) throw error;
    }
  }
}
