import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';

/** One session as it was found, and what is wrong with it. */
export interface Participant extends ListedSession {
  /**
   * `invalid`: it is a session, and one may not act on it. `damaged`: it is not a session. `unsafe`:
   * others could have written it.
   */
  readonly state: 'joined' | 'invalid' | 'damaged' | 'unsafe';
  /** Everything that is wrong with it. */
  readonly issues: readonly Issue[];
}

/** A session that was listed, with everything that is wrong with it. */
export function participantOf(listed: ListedSession, nowMs: number): Participant {
  const issues = issuesOf(listed, nowMs);
  const { status } = listed.loaded;
  const isInvalid = status === 'joined' && hasErrors(issues);
  return { ...listed, state: isInvalid ? 'invalid' : status, issues };
}

/** Whether an issue stands in the way of acting. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** What to know about a session that could be read. */
export function warningsOf({ loaded }: Participant): readonly Issue[] {
  return loaded.status === 'joined' ? loaded.warnings : [];
}

function issuesOf({ address, loaded }: ListedSession, nowMs: number): readonly Issue[] {
  if (loaded.status === 'damaged') return loaded.issues;
  if (loaded.status === 'unsafe') {
    return [{ code: 'UNSAFE_FILE', severity: 'error', field: '', message: loaded.message }];
  }
  return checkSession(loaded.session, {
    now: timestampFromMs(nowMs),
    expectedMissionId: address.missionId,
    dialect: loaded.dialect,
  }).issues;
}
