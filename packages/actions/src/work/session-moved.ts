import type { Operation } from '@missionctl/atomic-fs/operations';
import { sessionPath } from '@missionctl/session-model';
import { type SessionAddress, SessionConflictError } from '@missionctl/session-store';

/** Thrown in an update whose session says something else than what was decided on; nothing was written. */
export const sessionMoved: Error = new Error('the session has changed since it was read');

/** Another process of the same participant seldom changes its session more than once at that moment. */
const mostRuns = 10;

/** Decides again when the session has changed meanwhile. @throws ERR_SESSION_CONFLICT */
export function* unlessMoved<T>(
  { home, address }: { readonly home: string; readonly address: SessionAddress },
  decide: (isAgain: boolean) => Operation<T>,
): Operation<T> {
  for (let run = 1; run <= mostRuns; run += 1) {
    try {
      return yield* decide(run > 1);
    } catch (error) {
      if (error !== sessionMoved) throw error;
    }
  }
  throw new SessionConflictError(address, {
    path: sessionPath(home, address),
    attempts: mostRuns,
  });
}
