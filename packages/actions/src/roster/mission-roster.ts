import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Drivers,
  type HomeRoster,
  homeRoster,
  machineOf,
  type Presence,
  type RosterFault,
  type Verdict,
  type VerdictFacts,
  verdictFacts,
  verdictOf,
} from '@missionctl/roster';
import { readMachineId, readRoster } from '@missionctl/roster/operations';
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
  /** By focus: those of nobody too. */
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
 * @param record - the claim that is decided about, as it was read under the lock
 * @throws what a list of sessions throws
 */
export function* lookAtRoster(
  home: Home,
  missionId: string,
  record?: Claim,
): Operation<MissionRoster> {
  const moment = momentOf(home);
  const listed = yield* listMission(home.store, missionId);
  const { presences, faults, warnings, ...read } = yield* readRoster(rosterOf(home, missionId));
  const claims =
    record === undefined ? read.claims : new Map([...read.claims, [record.focus, record]]);
  const machine = yield* machineNow(home);
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
    warnings: [...warnings, ...faults.map(faultWarning)],
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
export function* machineNow(home: Home): Operation<string | undefined> {
  const { processes, path } = home;
  try {
    const id = yield* readMachineId(path);
    if (id === undefined || processes.isShared(path)) return undefined;
    return machineOf(id, processes.system());
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

interface Known {
  readonly presences: ReadonlyMap<string, Presence>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly facts: VerdictFacts;
  readonly nowMs: number;
}

/**
 * Who may hold a claim, or have it reserved. Damaged is not missing: while a session cannot be read, a
 * claim of somebody without one may be its, and is held. Such a participant is there once for each.
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
  const hidden = [...claims.values()].flatMap(({ holder, reservedFor, focus }) =>
    [holder, reservedFor].flatMap((participantId) => {
      if (participantId === undefined || known.has(participantId)) return [];
      const verdict = verdictOf(presences.get(participantId), nowMs, facts, nowMs);
      return [{ participantId, focus, drives: participantId === holder, verdict }];
    }),
  );
  return [...readable, ...hidden];
}

function faultWarning({ message }: RosterFault): Issue {
  return { code: 'ROSTER_DAMAGED', severity: 'warning', field: '', message };
}
