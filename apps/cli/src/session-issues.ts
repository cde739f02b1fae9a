import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { JoinedSession, ListedSession } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';

/** Everything that validation has to say of a session as it was loaded. */
export function sessionIssues(
  { session, dialect }: Pick<JoinedSession, 'session' | 'dialect'>,
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  const now = timestampFromMs(nowMs);
  return checkSession(session, { now, expectedMissionId: missionId, dialect }).issues;
}

/** Everything that is wrong with what was found at a session's path. */
export function issuesFound(
  loaded: ListedSession['loaded'],
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  if (loaded.status === 'damaged') return loaded.issues;
  if (loaded.status === 'joined') return sessionIssues(loaded, missionId, nowMs);
  return [{ code: 'UNSAFE_FILE', severity: 'error', field: '', message: loaded.message }];
}

/** Damaged and invalid stay two things: a damaged session has no fields that could be judged. */
export function stateFound(loaded: ListedSession['loaded'], issues: readonly Issue[]): string {
  return loaded.status === 'joined' && errorsOf(issues).length > 0 ? 'invalid' : loaded.status;
}

export function errorsOf(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ severity }) => severity === 'error');
}
