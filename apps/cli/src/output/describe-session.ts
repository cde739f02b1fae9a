import type { Participant } from '@missionctl/actions';
import type { SessionState } from '@missionctl/session-model';
import type { Piece } from './line.ts';
import { relativeTime } from './relative-time.ts';
import { sessionData } from './session-data.ts';

/** One session of a list: data for programs, and the cells of a row for people. */
export interface DescribedSession {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cells: readonly Piece[];
}

/** Describes who it is, role, focus, drive, last activity, and what is wrong. */
export function describeSession(
  { address, aliases, loaded, path, state, issues }: Participant,
  nowMs: number,
): DescribedSession {
  // The directory decides which mission it is, whatever the file says.
  const found = { mission_id: address.missionId, alias: address.alias ?? null, path };
  const who = address.alias ?? (aliases === true ? 'all others' : 'you');
  if (loaded.status === 'joined') {
    const { session } = loaded;
    const invalid = state === 'invalid' ? [wrong('invalid')] : [];
    return {
      data: { ...found, ...sessionData(session), ...found, state, issues },
      cells: [who, ...cellsOf(session, nowMs), ...invalid],
    };
  }
  const fault = loaded.status === 'damaged' ? loaded.fault : null;
  const text = fault === null ? state : `${state} (${fault})`;
  return {
    data: { ...found, state, fault, issues },
    cells: [who, wrong(text)],
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
