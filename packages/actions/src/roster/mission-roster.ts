import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type Drivers,
  type HomeRoster,
  homeRoster,
  machineOf,
  nodeProcesses,
  type Presence,
  type ProcessReader,
  type RosterFault,
  type RosterSelection,
  type SeenClaim,
  type SeenEntry,
  type Verdict,
  type VerdictFacts,
  verdictFacts,
  verdictOf,
} from '@missionctl/roster';
import { type FoundMachine, findMachine, readRoster } from '@missionctl/roster/operations';
import {
  capabilitiesOf,
  type Issue,
  type SessionState,
  timestampToMs,
} from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import { listMission } from '@missionctl/session-store/operations';
import type { StandingClaims } from '../elsewhere/standing-claims.ts';
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
  /** Of these, by focus, the ones of participants of other homes, as they were last seen. */
  readonly elsewhere: ReadonlyMap<string, SeenClaim>;
  /** Those of other homes who were seen at the last look. */
  readonly others: readonly SeenEntry[];
  /** Whether the mission is shared with other homes. */
  readonly isShared: boolean;
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

/** Which claims are looked at, and what was read before. */
interface Looking extends RosterSelection {
  /** Every session of the mission, for whoever looks at several missions. */
  readonly listed?: readonly ListedSession[] | undefined;
  /** The claim that is decided about, as it was read under the lock. */
  readonly record?: Claim | undefined;
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
  { focuses, listed: before, record }: Looking = {},
): Operation<MissionRoster> {
  const moment = momentOf(home);
  const listed = before ?? (yield* listMission(home.store, missionId));
  const roster = rosterOf(home, missionId);
  const { presences, faults, warnings, ...read } = yield* readRoster(roster, { focuses });
  const ofHome =
    record === undefined ? read.claims : new Map([...read.claims, [record.focus, record]]);
  const lives = [...presences.values()];
  // Where nobody names a process, the machine does not matter.
  const isAsked = lives.some(({ anchors }) => anchors.length > 0);
  const { id, fault } = isAsked ? yield* findMachine(roster) : unasked;
  const isSeen = fault === undefined || faults.some(({ message }) => message === fault.message);
  const facts = verdictFacts(lives, machineBy(home, id), processesOf(home));
  const participants = listed.map((each): PresentParticipant => {
    const participant = participantOf(each, moment);
    return { ...participant, ...lifeOf(participant, { presences, facts, nowMs: moment.nowMs }) };
  });
  const drivers = driversAmong(participants, {
    presences,
    claims: ofHome,
    facts,
    nowMs: moment.nowMs,
  });
  const participantIds = participants.flatMap((each) => sessionOf(each)?.participantId ?? []);
  const standing =
    home.engine === undefined
      ? standingAlone(ofHome)
      : yield* home.engine.claimsElsewhere(home, roster, {
          claims: ofHome,
          focuses,
          participantIds,
        });
  const seen = standing.fault === undefined ? [] : [standing.fault];
  return {
    participants,
    claims: standing.claims,
    elsewhere: standing.elsewhere,
    others: standing.others,
    isShared: standing.isShared,
    drivers: [...drivers, ...standing.drivers],
    facts,
    nowMs: moment.nowMs,
    warnings: [
      ...warnings,
      ...(isSeen ? faults : [...faults, fault]).map(faultWarning),
      ...seen.map(faultWarning),
    ],
  };
}

/** The claims of a home that shares no mission. */
function standingAlone(claims: ReadonlyMap<string, Claim>): StandingClaims {
  const nobody = { elsewhere: new Map(), drivers: [], others: [] };
  return { claims, ...nobody, isShared: false, fault: undefined };
}

/** Who answers for the processes of this machine. */
export function processesOf({ processes = nodeProcesses() }: Home): ProcessReader {
  return processes;
}

/** What proves whether participants are alive. */
export interface Proofs {
  /** By participant id. */
  readonly presences: ReadonlyMap<string, Presence>;
  readonly facts: VerdictFacts;
  readonly nowMs: number;
}

/** What a participant recorded of itself, and whether it is alive. */
export function lifeOf(
  listed: Pick<ListedSession, 'loaded'>,
  { presences, facts, nowMs }: Proofs,
): Pick<PresentParticipant, 'presence' | 'verdict'> {
  const session = sessionOf(listed);
  const presence = session === undefined ? undefined : presences.get(session.participantId);
  const activity = session === undefined ? nowMs : timestampToMs(session.lastActivityAt);
  return { presence, verdict: verdictOf(presence, activity, facts, nowMs) };
}

/** The session of a participant that could be read. */
export function sessionOf({ loaded }: Pick<ListedSession, 'loaded'>): SessionState | undefined {
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
  const { path, store } = home;
  const { id } = yield* findMachine({ home: path, private: store.private });
  return machineBy(home, id);
}

const unasked: FoundMachine = { id: undefined, fault: undefined };

function machineBy(home: Home, id: string | undefined): string | undefined {
  const processes = processesOf(home);
  if (id === undefined || processes.isShared(home.path)) return undefined;
  return machineOf(id, processes.system());
}

interface Known extends Proofs {
  readonly claims: ReadonlyMap<string, Claim>;
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
