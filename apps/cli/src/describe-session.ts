import type { Issue, SessionState } from '@missionctl/session-model';
import type { JoinedSession, ListedSession } from '@missionctl/session-store';
import { relativeTime } from './relative-time.ts';
import { sessionData } from './session-data.ts';
import { errorsOf, sessionIssues } from './session-issues.ts';

/** One session of a list, for programs and as the cells of a row for people. */
export interface DescribedSession {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cells: readonly string[];
  readonly warnings: readonly Issue[];
}

/** Who, role, focus, drive, last activity, and what is wrong. */
export function describeSession(listed: ListedSession, nowMs: number): DescribedSession {
  const { address, loaded, path } = listed;
  const who = address.alias ?? 'you';
  const common = { mission_id: address.missionId, alias: address.alias ?? null, path };
  if (loaded.status === 'joined') {
    const { cells, data } = describeJoined(loaded, address.missionId, nowMs);
    return { data: { ...common, ...data }, cells: [who, ...cells], warnings: loaded.warnings };
  }
  const why = loaded.status === 'damaged' ? `damaged (${loaded.fault})` : 'unsafe';
  const issues = loaded.status === 'damaged' ? loaded.issues : [];
  const fault = loaded.status === 'damaged' ? loaded.fault : null;
  const data = { ...common, state: loaded.status, fault, issues };
  return { data, cells: [who, why], warnings: [] };
}

function describeJoined(
  joined: JoinedSession,
  missionId: string,
  nowMs: number,
): { readonly data: Readonly<Record<string, unknown>>; readonly cells: readonly string[] } {
  const { session } = joined;
  const issues = sessionIssues(joined, missionId, nowMs);
  const invalid = errorsOf(issues).length > 0;
  const data = { ...sessionData(session), state: invalid ? 'invalid' : 'joined', issues };
  return { data, cells: [...cellsOf(session, nowMs), ...(invalid ? ['invalid'] : [])] };
}

function cellsOf(session: SessionState, nowMs: number): readonly string[] {
  const { role, focus, driveIntent, lastActivityAt } = session;
  const drive = driveIntent === 'active' ? 'driving' : '-';
  return [role, focus ?? '-', drive, relativeTime(lastActivityAt, nowMs)];
}
