import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  type Anchor,
  type Anchored,
  anchorsNow,
  harnessAmong,
  machineOf,
  type Presence,
  type ProcessFacts,
  type ProcessReader,
  placeOf,
  type SeenProcess,
  withAnchor,
} from '@missionctl/roster';
import { changePresence, provideMachineId, readMachineId } from '@missionctl/roster/operations';
import { type Issue, type SessionState, timestampFromMs } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { processesOf, rosterOf } from './mission-roster.ts';
import { rosterWarning } from './roster-warning.ts';
import { isSamePlace } from './same-place.ts';

/** Who records what of itself. */
export interface Recording {
  /** Its session's address. */
  readonly address: SessionAddress;
  /** Its session. */
  readonly session: Pick<SessionState, 'participantId'>;
  /** Where it works: the absolute path of a directory; undefined leaves what is recorded. */
  readonly directory?: string | undefined;
  /** Whether the process itself is recorded, as long as it runs. */
  readonly asTask?: boolean | undefined;
  /** Whether it is recorded as a server of the participant, and what it was started by as its life. */
  readonly asServer?: boolean | undefined;
  /** The process that was started to do the work of this one, and takes its place. */
  readonly program?: number | undefined;
  /** The focus that it drives although another holds it; undefined leaves what is recorded. */
  readonly continued?: string | null | undefined;
  /** The agent command line that runs around the caller, by name; it is recorded as what the participant lives in. */
  readonly harness?: string | undefined;
  /** Whether a hook has just joined it, without being asked. */
  readonly byHook?: boolean | undefined;
  /** How long to wait for the lock. */
  readonly wait: LockWait;
}

/** What is recorded of a participant by now. */
export interface Recorded {
  /** What its file says; undefined where there is none, or it could not be written. */
  readonly presence: Presence | undefined;
  /** What kept it from being written. */
  readonly warnings: readonly Issue[];
}

/**
 * Records where a participant lives and works. It never stands in the way: what keeps it from being
 * written is a warning.
 */
export function* recordPresence(home: Home, recording: Recording): Operation<Recorded> {
  return yield* asWarning(function* () {
    const now = yield* presentNow(home, recording);
    return yield* record(home, recording, now);
  });
}

/** Records that a participant drives a focus although another holds it, or does not any more. */
export function* recordContinued(
  home: Home,
  recording: Recording,
  continued: string | undefined,
): Operation<Recorded> {
  return yield* recordChange(home, recording, (presence) => {
    if (presence?.continued === continued) return presence;
    return { ...(presence ?? nowhere), continued };
  });
}

/** Records a change, which gives the very object back where there is none. It never stands in the way. */
export function* recordChange(
  home: Home,
  recording: Pick<Recording, 'address' | 'session' | 'wait'>,
  change: Change,
): Operation<Recorded> {
  return yield* asWarning(() => record(home, recording, change));
}

/** The presence of one of whom nothing is recorded. */
export const nowhere: Presence = { anchors: [], anchored: false, place: undefined, touching: [] };

/** Makes what is to be recorded of what is; may run more than once. */
export type Change = (presence: Presence | undefined) => Presence | undefined;

function* record(
  home: Home,
  { address, session, wait }: Pick<Recording, 'address' | 'session' | 'wait'>,
  change: Change,
): Operation<Presence | undefined> {
  const at = timestampFromMs(home.clock());
  return yield* changePresence(rosterOf(home, address.missionId), session.participantId, change, {
    ...wait,
    at,
  });
}

function* asWarning(recording: () => Operation<Presence | undefined>): Operation<Recorded> {
  try {
    return { presence: yield* recording(), warnings: [] };
  } catch (error) {
    // Whose id is none has no presence; that its session is invalid is said elsewhere.
    if (errnoOf(error) === 'ERR_INVALID_ID') return { presence: undefined, warnings: [] };
    return { presence: undefined, warnings: [notRecorded(error)] };
  }
}

/** The warning for what kept it from being recorded. @throws the error itself when it has no code */
export function notRecorded(error: unknown): Issue {
  const effect = 'others do not see where this participant lives';
  return rosterWarning('PRESENCE_NOT_RECORDED', effect, error);
}

function* presentNow(home: Home, recording: Recording): Operation<Change> {
  const { address, directory, asTask = false, asServer = false } = recording;
  const { program, continued, harness, wait } = recording;
  const { path, random } = home;
  const processes = processesOf(home);
  const terminal = address.alias === undefined ? processes.terminal() : undefined;
  const self = asTask || asServer ? processes.self() : undefined;
  const seeksHarness = asServer || harness !== undefined;
  const around = seeksHarness ? harnessAmong(processes.ancestors()) : undefined;
  const isNew = terminal !== undefined || self !== undefined || around !== undefined;
  const id = isNew ? yield* provideMachineId(path, random, wait) : yield* readMachineId(path);
  const place = directory === undefined ? undefined : placeOf(directory);
  const anchored = (presence: Presence | undefined): Anchored => {
    const before = presence?.anchors ?? [];
    // Most participants name no process, and then there is nothing to ask for.
    if (before.length === 0 && !isNew) return { anchors: before, anchored: false };
    const machine = processes.isShared(path) ? undefined : machineOf(id, processes.system());
    const facts: ProcessFacts = { machine, ...processes.facts(before.map(({ pid }) => pid)) };
    if (program !== undefined) return withProgram(presence, { self, program, processes }, facts);
    const ancestors = before.length === 0 ? [] : processes.ancestors();
    const inside = anchorsNow(presence, { ancestors, terminal }, facts);
    const living = withAnchor(inside, { kind: 'life', process: around }, facts);
    return withAnchor(living, { kind: asServer ? 'mcp' : 'task', process: self }, facts);
  };
  return (presence) => {
    const { anchors, anchored: isAnchored } = anchored(presence);
    const isKnown = ({ pid, start }: Anchor): boolean =>
      pid === around?.pid && start === around.start;
    // What it had started ended with the process in which it lived before.
    const isMoved = around !== undefined && presence?.anchors.some(isKnown) !== true;
    return changed(presence, {
      anchors,
      anchored: isAnchored,
      place: directory === undefined ? presence?.place : place,
      harness: harness ?? presence?.harness,
      waiting: undefined,
      ended: undefined,
      subagents: isMoved ? undefined : presence?.subagents,
      joinedBy: recording.byHook === true ? 'hook' : presence?.joinedBy,
      continued: continued === undefined ? presence?.continued : (continued ?? undefined),
    });
  };
}

/**
 * What the calling process is to the participant, its program is from now on: commands in it may have made
 * it the participant's life already.
 */
function withProgram(
  presence: Presence | undefined,
  by: {
    readonly self: SeenProcess | undefined;
    readonly program: number;
    readonly processes: ProcessReader;
  },
  facts: ProcessFacts,
): Anchored {
  const { self, program, processes } = by;
  const life = presence ?? nowhere;
  const fact = processes.facts([program]).processes.get(program);
  // It has ended already, and so will this process.
  if (fact?.status !== 'present' || fact.ended) return life;
  const process = { pid: program, start: fact.start };
  const isSelf = ({ machine, pid, start }: Anchor): boolean =>
    machine === facts.machine && pid === self?.pid && start === self.start;
  if (!life.anchors.some(isSelf)) return withAnchor(life, { kind: 'task', process }, facts);
  const anchors = life.anchors.map((each) => (isSelf(each) ? { ...each, ...process } : each));
  return { anchors, anchored: life.anchored };
}

type Present = Omit<Presence, 'touching'>;

/** The very object where nothing changes, so that nothing is written. */
function changed(presence: Presence | undefined, recorded: Present): Presence | undefined {
  if (presence === undefined) {
    const { anchors, place, continued, harness } = recorded;
    const isNothing =
      anchors.length === 0 && [place, continued, harness].every((each) => each === undefined);
    return isNothing ? undefined : { touching: [], ...recorded };
  }
  const isSame =
    isSameList(recorded.anchors, presence.anchors) &&
    single.every((member) => recorded[member] === presence[member]) &&
    isSamePlace(recorded.place, presence.place);
  return isSame ? presence : { ...presence, ...recorded };
}

const single = [
  'anchored',
  'harness',
  'waiting',
  'ended',
  'subagents',
  'continued',
  'joinedBy',
] as const;

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
