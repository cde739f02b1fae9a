import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { JoinedSession, ListedSession } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';

/** Every issue that validation finds in a loaded session. */
export function sessionIssues(
  { session, dialect }: Pick<JoinedSession, 'session' | 'dialect'>,
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  const now = timestampFromMs(nowMs);
  return checkSession(session, { now, expectedMissionId: missionId, dialect }).issues;
}

/** Every issue of what is at a session's path, whatever it is. */
export function issuesFound(
  loaded: ListedSession['loaded'],
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  if (loaded.status === 'damaged') return loaded.issues;
  if (loaded.status === 'joined') return sessionIssues(loaded, missionId, nowMs);
  return [{ code: 'UNSAFE_FILE', severity: 'error', field: '', message: loaded.message }];
}

/** Damaged and invalid stay apart: a damaged session has no fields that could be checked. */
export function stateFound(loaded: ListedSession['loaded'], issues: readonly Issue[]): string {
  return loaded.status === 'joined' && errorsOf(issues).length > 0 ? 'invalid' : loaded.status;
}

export function errorsOf(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ severity }) => severity === 'error');
}
