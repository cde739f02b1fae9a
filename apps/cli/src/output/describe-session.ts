import type { Participant } from '@missionctl/actions';
import type { SessionAddress, SessionState } from '@missionctl/session-model';
import type { Piece } from './line.ts';
import { relativeTime } from './relative-time.ts';
import { sessionData } from './session-data.ts';
import type { Row } from './table.ts';

/** One participant of a list, for people. */
export interface PersonCells {
  readonly who: string;
  /** Role, focus, drive and last activity; nothing of a session that cannot be read. */
  readonly work: Row;
  /** Whether it is alive, and where it works; nothing where that was not asked. */
  readonly presence: Row;
  /** What is wrong, or else nothing. */
  readonly problem: Row;
}

/** One session of a list: data for programs, and the cells of a row for people. */
export interface DescribedSession {
  readonly data: Readonly<Record<string, unknown>>;
  readonly cells: PersonCells;
}

/** Describes who it is, role, focus, drive, last activity, and what is wrong. */
export function describeSession(
  { address, aliases, loaded, path, state, issues }: Participant,
  nowMs: number,
): DescribedSession {
  // The directory decides which mission it is, whatever the file says.
  const found = { mission_id: address.missionId, alias: address.alias ?? null, path };
  const who = aliases === true ? 'all others' : nameOf(address);
  if (loaded.status === 'joined') {
    const { session } = loaded;
    const problem = state === 'invalid' ? [wrong('invalid')] : [];
    return {
      data: { ...found, ...sessionData(session), ...found, state, issues },
      cells: { who, work: workOf(session, nowMs), presence: [], problem },
    };
  }
  const fault = loaded.status === 'damaged' ? loaded.fault : null;
  const text = fault === null ? state : `${state} (${fault})`;
  return {
    data: { ...found, state, fault, issues },
    cells: { who, work: [], presence: [], problem: [wrong(text)] },
  };
}

/** How a participant is called in a list. */
export function nameOf({ alias = 'you' }: SessionAddress): string {
  return alias;
}

/** The cells in one row, one beside the other. */
export function rowOf({ who, work, presence, problem }: PersonCells): Row {
  return [who, ...work, ...presence, ...problem];
}

function wrong(text: string): Piece {
  return { text, style: 'wrong' };
}

function workOf(session: SessionState, nowMs: number): Row {
  const { role, focus, driveIntent, lastActivityAt } = session;
  const drive: Piece = driveIntent === 'active' ? { text: 'driving', style: 'driving' } : '-';
  return [role, focus ?? '-', drive, relativeTime(lastActivityAt, nowMs)];
}
