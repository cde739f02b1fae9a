import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { HomeRoster, RosterFault } from '@missionctl/roster';
import {
  confirmedEnginesFaults,
  engineFaults,
  findMachine,
  quarantineConfirmedEngines,
  quarantineEngineRecord,
  quarantineMachineId,
  quarantineRecord,
  readRoster,
} from '@missionctl/roster/operations';
import { timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import type { Home } from '../../home.ts';
import type { Check, FixResult, Problem } from '../check.ts';
import { isOurs } from '../is-ours.ts';
import { refusalOf } from '../refusal.ts';
import { uncheckedRoster } from '../unchecked-roster.ts';

/**
 * Records and directories of the roster that no command believes. It is read as the commands read it, so
 * that whatever one of them warns of is found.
 */
export const checkRoster: Check = function* ({ home, files }) {
  const ofRosters = files.rosters.map(({ missionId }) => missionId);
  const found: Problem[] = [];
  for (const missionId of new Set([...files.missions, ...ofRosters])) {
    const roster = uncheckedRoster(home, missionId);
    const { faults } = yield* readRoster(roster);
    const ofEngine = (yield* engineFaults(roster)).filter(isNew(faults));
    for (const fault of [...faults, ...ofEngine]) found.push(yield* problemOf(home, fault, roster));
  }
  for (const fault of yield* confirmedEnginesFaults(home.path)) {
    if (fault.cause === undefined) found.push(yield* problemOf(home, fault, undefined));
  }
  const { fault } = yield* findMachine({ home: home.path, private: 'check' });
  if (fault !== undefined) found.push(yield* problemOf(home, fault, undefined));
  return found;
};

/** What is wrong with a directory is found again with each file in it. */
function isNew(
  known: readonly RosterFault[],
): (fault: RosterFault, at: number, all: readonly RosterFault[]) => boolean {
  return ({ path }, at, all) =>
    !known.some((each) => each.path === path) && at === all.findIndex((each) => each.path === path);
}

function* problemOf(
  home: Home,
  fault: RosterFault,
  roster: HomeRoster | undefined,
): Operation<Problem> {
  const { cause, path, message } = fault;
  if (cause === undefined) return yield* damaged(home, fault, roster);
  if (errnoOf(cause) === 'ERR_FILE_READ') {
    return { code: 'ROSTER_UNUSABLE', path, facts: { reason: 'unreadable', message } };
  }
  // What is wrong with the home is said once, as that.
  const isBelow = path.startsWith(`${home.path}/`);
  const problem = refusalOf(cause, isBelow ? 'roster' : 'home');
  return problem.code === 'HOME_UNUSABLE' && isBelow
    ? { ...problem, code: 'ROSTER_UNUSABLE' }
    : problem;
}

function* damaged(
  home: Home,
  fault: RosterFault,
  roster: HomeRoster | undefined,
): Operation<Problem> {
  const { of, participantId, path, issues, message } = fault;
  const facts = { of, missionId: roster?.missionId, participantId, issues, message };
  if (!(yield* isOurs(path))) return { code: 'ROSTER_DAMAGED', path, facts };
  const apply = ({ timeoutMs }: LockWait): Operation<FixResult> =>
    moveAside(home, fault, { roster, timeoutMs });
  return { code: 'ROSTER_DAMAGED', path, facts, remedy: { fix: 'move-aside', apply } };
}

function* moveAside(
  home: Home,
  fault: RosterFault,
  { roster, timeoutMs }: LockWait & { readonly roster: HomeRoster | undefined },
): Operation<FixResult> {
  const options = { at: timestampFromMs(home.clock()), timeoutMs };
  const quarantined = yield* asideOf(home, fault, { roster, ...options });
  return quarantined === undefined ? { done: 'left-alone' } : { done: 'move-aside', quarantined };
}

function* asideOf(
  home: Home,
  fault: RosterFault,
  {
    roster,
    ...options
  }: Parameters<typeof quarantineMachineId>[1] & {
    readonly roster: HomeRoster | undefined;
  },
): Operation<string | undefined> {
  if (fault.of === 'engine') {
    return yield* roster === undefined
      ? quarantineConfirmedEngines(home.path, options)
      : quarantineEngineRecord(roster, fault.path, options);
  }
  return yield* roster === undefined
    ? quarantineMachineId(home.path, options)
    : quarantineRecord(roster, fault, options);
}
