import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Drivers,
  type HomeRoster,
  homeRoster,
  machineOf,
  type Presence,
  type RosterFault,
  type RosterSelection,
  type Verdict,
  type VerdictFacts,
  verdictFacts,
  verdictOf,
} from '@missionctl/roster';
import { findMachine, readRoster } from '@missionctl/roster/operations';
import {
  capabilitiesOf,
  type Issue,
  type SessionState,
  timestampToMs,
} from '@missionctl/session-model';
import { listMission } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { momentOf, type Participant, participantOf } from '../view/participant.ts';

/** A participant, and whether it is alive. */
export interface PresentParticipant extends Participant {
  /** Whether it is alive, by proof. */
  readonly verdict: Verdict;
  /** What its own processes recorded of it; undefined where nothing is, or it is damaged. */
  readonly presence: Presence | undefined;
}

/** Everybody in a mission, and who drives what: one look. */
export interface MissionRoster {
  /** The owner of the home first, then the aliases. */
  readonly participants: readonly PresentParticipant[];
  /** By focus, as far as they were looked at: those of nobody too. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** Those who may hold a claim. */
  readonly drivers: Drivers;
  /** What was found of processes. */
  readonly facts: VerdictFacts;
  /** The time of the look, in milliseconds. */
  readonly nowMs: number;
  /** What could not be read; it hides nothing else. */
  readonly warnings: readonly Issue[];
}

/** The roster of a mission of this home. */
export function rosterOf({ path, store }: Home, missionId: string): HomeRoster {
  return homeRoster({ home: path, missionId, private: store.private });
}

/**
 * Reads who is in a mission, whether they are alive, and who drives what. Takes no lock and starts no
 * process on Linux. What cannot be read of the roster is a warning: the sessions are the entries.
 *
 * @throws what a list of sessions throws
 */
export function* lookAtRoster(
  home: Home,
  missionId: string,
  selection: RosterSelection = {},
): Operation<MissionRoster> {
  const moment = momentOf(home);
  const listed = yield* listMission(home.store, missionId);
  const roster = rosterOf(home, missionId);
  const { presences, claims, faults, warnings } = yield* readRoster(roster, selection);
  const { id, fault } = yield* findMachine(roster);
  const isSeen = fault === undefined || faults.some(({ message }) => message === fault.message);
  const machine = machineNow(home, id);
  const facts = verdictFacts([...presences.values()], machine, home.processes);
  const participants = listed.map((each): PresentParticipant => {
    const participant = participantOf(each, moment);
    const session = sessionOf(participant);
    const presence = session === undefined ? undefined : presences.get(session.participantId);
    const activity = session === undefined ? moment.nowMs : timestampToMs(session.lastActivityAt);
    return {
      ...participant,
      presence,
      verdict: verdictOf(presence, activity, facts, moment.nowMs),
    };
  });
  const drivers = driversAmong(participants, { presences, claims, facts, nowMs: moment.nowMs });
  return {
    participants,
    claims,
    drivers,
    facts,
    nowMs: moment.nowMs,
    warnings: [...warnings, ...(isSeen ? faults : [...faults, fault]).map(faultWarning)],
  };
}

/** The session of a participant that could be read. */
export function sessionOf({ loaded }: Participant): SessionState | undefined {
  return loaded.status === 'joined' ? loaded.session : undefined;
}

/** Whether a session drives. A role that may not has no claim, whatever its file says. */
export function drives({ driveIntent, role }: Pick<SessionState, 'driveIntent' | 'role'>): boolean {
  return driveIntent === 'active' && capabilitiesOf(role).drive;
}

/**
 * The id of this machine; undefined where no process can be decided on: a home that other machines share
 * may have been written by one of the same name.
 */
function machineNow({ processes, path }: Home, id: string | undefined): string | undefined {
  if (id === undefined || processes.isShared(path)) return undefined;
  return machineOf(id, processes.system());
}

interface Known {
  readonly presences: ReadonlyMap<string, Presence>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly facts: VerdictFacts;
  readonly nowMs: number;
}

/**
 * Who may hold a claim. Damaged is not missing: while a session cannot be read, a claim of somebody
 * without one may be its, and is held.
 */
function driversAmong(
  participants: readonly PresentParticipant[],
  { presences, claims, facts, nowMs }: Known,
): Drivers {
  const readable = participants.flatMap((each) => {
    const session = sessionOf(each);
    if (session === undefined) return [];
    const { participantId, focus } = session;
    return [
      { participantId, focus: focus ?? undefined, drives: drives(session), verdict: each.verdict },
    ];
  });
  if (readable.length === participants.length) return readable;
  const known = new Set(readable.map(({ participantId }) => participantId));
  const hidden = [...claims.values()].flatMap(({ holder, focus }) => {
    if (holder === undefined || known.has(holder)) return [];
    const verdict = verdictOf(presences.get(holder), nowMs, facts, nowMs);
    return [{ participantId: holder, focus, drives: true, verdict }];
  });
  return [...readable, ...hidden];
}

function faultWarning({ message }: RosterFault): Issue {
  return { code: 'ROSTER_DAMAGED', severity: 'warning', field: '', message };
}
