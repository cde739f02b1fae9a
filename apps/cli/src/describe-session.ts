import type { Issue, SessionState } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import type { Piece } from './line.ts';
import { relativeTime } from './relative-time.ts';
import { sessionData } from './session-data.ts';
import { issuesFound, stateFound } from './session-issues.ts';

/** One session of a list, for programs and as the cells of a row for people. */
export interface DescribedSession {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cells: readonly Piece[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Who, role, focus, drive, last activity, and what is wrong. */
export function describeSession(
  { address, aliases, loaded, path }: ListedSession,
  nowMs: number,
): DescribedSession {
  const issues = issuesFound(loaded, address.missionId, nowMs);
  const state = stateFound(loaded, issues);
  // The mission is the directory's, whatever the file says.
  const found = { mission_id: address.missionId, alias: address.alias ?? null, path };
  const who = address.alias ?? (aliases === true ? 'all others' : 'you');
  if (loaded.status === 'joined') {
    const { session, warnings } = loaded;
    const invalid = state === 'invalid' ? [wrong('invalid')] : [];
    return {
      data: { ...found, ...sessionData(session), ...found, state, issues },
      cells: [who, ...cellsOf(session, nowMs), ...invalid],
      issues,
      warnings,
    };
  }
  const fault = loaded.status === 'damaged' ? loaded.fault : null;
  const told = fault === null ? state : `${state} (${fault})`;
  return {
    data: { ...found, state, fault, issues },
    cells: [who, wrong(told)],
    issues,
    warnings: [],
  };
}

function wrong(text: string): Piece {
  return { text, style: 'wrong' };
}

function cellsOf(session: SessionState, nowMs: number): readonly Piece[] {
  const { role, focus, driveIntent, lastActivityAt } = session;
  const drive: Piece = driveIntent === 'active' ? { text: 'driving', style: 'driving' } : '-';
  return [role, focus ?? '-', drive, relativeTime(lastActivityAt, nowMs)];
}
