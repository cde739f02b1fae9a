import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { JoinedSession } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';

/** Everything that validation has to say of a session as it was loaded. */
export function sessionIssues(
  { session, dialect }: JoinedSession,
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  const now = timestampFromMs(nowMs);
  return checkSession(session, { now, expectedMissionId: missionId, dialect }).issues;
}

export function errorsOf(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ severity }) => severity === 'error');
}
