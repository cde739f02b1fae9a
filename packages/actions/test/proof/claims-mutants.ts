import { type Operation, replaceFile } from '@missionctl/atomic-fs/operations';
import { type Claim, type ClaimDecision, type Drivers, decideClaim } from '@missionctl/roster';
import { type LockedClaims, withClaims } from '@missionctl/roster/operations';
import { sessionPath, timestampFromMs } from '@missionctl/session-model';
import { ensureJoined, updateSession } from '@missionctl/session-store/operations';
import { lookAtRoster, type MissionRoster, rosterOf } from '../../src/roster/mission-roster.ts';
import { writeReleased } from '../../src/work/claim/release-claim.ts';
import { on } from '../simulated-home.ts';
import {
  checkCrashes,
  checkSchedules,
  type Findings,
  noFindings,
  note,
  type Rule,
} from './claims-checker.ts';
import {
  type Act,
  addressOf,
  drive,
  elsewhere,
  focus,
  home,
  machineAfter,
  move,
  type Name,
  stop,
} from './claims-machine.ts';

/** A well-known mistake, and what is to find it. */
export interface Mutant {
  readonly name: string;
  /** Runs the checker, with the mistake or without it. */
  readonly check: (withMistake: boolean) => Findings;
  /** What it is to find. */
  readonly breaks: Rule;
}

const roster = rosterOf(home, 'demo');

/** What a change of work is made of, in the order in which a mistake puts it. */
function partsOf(who: Name) {
  const address = addressOf(who);
  const update = (driveIntent: 'active' | 'inactive') =>
    updateSession(home.store, address, { driveIntent });
  return {
    update,
    locked: <T>(body: (claimOf: LockedClaims) => Operation<T>) =>
      withClaims(roster, focus, {}, body),
    *decision(from: (look: MissionRoster) => Drivers = ({ drivers }) => drivers) {
      const { session } = yield* ensureJoined(home.store, address);
      const look = yield* lookAtRoster(home, 'demo');
      const now = timestampFromMs(look.nowMs);
      const me = session.participantId;
      const claim = look.claims.get(focus);
      return decideClaim({ me, focus, now, claim, drivers: from(look) });
    },
    *drive(): Operation<object> {
      const { session } = yield* update('active');
      return { status: 'updated', session, rivals: [] };
    },
  };
}

function grantedBy(decision: ClaimDecision): Claim | undefined {
  return decision.status === 'granted' ? decision.claim : undefined;
}

function* write(claimOf: LockedClaims, claim: Claim): Operation<void> {
  const { require, write: over } = claimOf(claim.focus);
  yield* over(claim, yield* require());
}

const held = { status: 'held' } as const;

function* decidesBeforeTheLock(who: Name): Operation<object> {
  const { decision, locked, drive: driving } = partsOf(who);
  const claim = grantedBy(yield* decision());
  if (claim === undefined) return held;
  return yield* locked(function* (claimOf) {
    yield* write(claimOf, claim);
    return { ...(yield* driving()), claim };
  });
}

function* sessionBeforeClaim(who: Name): Operation<object> {
  const { decision, locked, drive: driving } = partsOf(who);
  return yield* locked(function* (claimOf) {
    const claim = grantedBy(yield* decision());
    if (claim === undefined) return held;
    const answer = yield* driving();
    yield* write(claimOf, claim);
    return { ...answer, claim };
  });
}

function* ignoresThatTheSessionMoved(who: Name): Operation<object> {
  const { decision, locked, drive: driving } = partsOf(who);
  return yield* locked(function* (claimOf) {
    const claim = grantedBy(yield* decision());
    if (claim === undefined) return held;
    yield* write(claimOf, claim);
    return { ...(yield* driving()), claim };
  });
}

function* takesDamagedForGone(who: Name): Operation<object> {
  const { decision, locked, drive: driving } = partsOf(who);
  return yield* locked(function* (claimOf) {
    const readable = ({ participants, drivers }: MissionRoster) =>
      drivers.filter(({ participantId }) =>
        participants.some(
          ({ loaded }) =>
            loaded.status === 'joined' && loaded.session.participantId === participantId,
        ),
      );
    const claim = grantedBy(yield* decision(readable));
    if (claim === undefined) return held;
    yield* write(claimOf, claim);
    return { ...(yield* driving()), claim };
  });
}

function* releasesWithoutLooking(who: Name): Operation<object> {
  const { update, locked } = partsOf(who);
  const { session } = yield* update('inactive');
  yield* locked((claimOf) => writeReleased(claimOf, focus, session.participantId));
  return { status: 'updated', session, rivals: [] };
}

function* forgetsTheTerm(who: Name): Operation<object> {
  const { update, locked } = partsOf(who);
  const { session } = yield* update('inactive');
  yield* locked(function* (claimOf) {
    const { value } = yield* claimOf(focus).require();
    if (value !== undefined) yield* write(claimOf, { ...value, holder: undefined, term: 0 });
  });
  return { status: 'updated', session, rivals: [] };
}

function mistaken(act: Act, instead: (who: Name) => Operation<unknown>) {
  return (withMistake: boolean): Act =>
    withMistake ? { ...act, operation: () => instead(act.who) } : act;
}

/** Drives while the session of who drives there is damaged, and may be alive. */
function checkDamaged(act: Act): Findings {
  const findings = noFindings();
  const machine = machineAfter(drive('bot'));
  const before = on(machine, lookAtRoster(home, 'demo')).claims.get(focus);
  on(machine, replaceFile(sessionPath(home.path, addressOf('bot')), '{'));
  on(machine, act.operation());
  const now = on(machine, lookAtRoster(home, 'demo')).claims.get(focus);
  findings.moments += 2;
  if (now?.term !== before?.term) note(findings, 'robbed', act.name);
  return findings;
}

const driving = (name: Name, instead: (who: Name) => Operation<unknown>) =>
  mistaken(drive(name), instead);
const stopping = mistaken(stop('bot'), releasesWithoutLooking);
const forgetting = mistaken(stop('bot'), forgetsTheTerm);
const early = driving('me', decidesBeforeTheLock);
const turned = driving('me', sessionBeforeClaim);
const moved = driving('bot', ignoresThatTheSessionMoved);
const robbing = driving('me', takesDamagedForGone);
const released = [drive('bob'), stop('bob')];

export const mutants: readonly Mutant[] = [
  {
    name: 'decides before it has the lock',
    check: (withMistake) =>
      checkSchedules(machineAfter(...released), [early(withMistake), drive('bot')]),
    breaks: 'two-holders',
  },
  {
    name: 'writes the session before the claim',
    check: (withMistake) => checkCrashes(machineAfter(...released), turned(withMistake)),
    breaks: 'contradiction',
  },
  {
    name: 'ignores that the session moved',
    check: (withMistake) =>
      checkSchedules(machineAfter(...released), [moved(withMistake), move('bot', elsewhere)]),
    breaks: 'contradiction',
  },
  {
    name: 'takes one whose session is damaged for gone',
    check: (withMistake) => checkDamaged(robbing(withMistake)),
    breaks: 'robbed',
  },
  {
    name: 'releases without looking again',
    check: (withMistake) =>
      checkSchedules(machineAfter(drive('bot')), [stopping(withMistake), drive('bot')]),
    breaks: 'contradiction',
  },
  {
    name: 'forgets the term on release',
    check: (withMistake) => checkCrashes(machineAfter(drive('bot')), forgetting(withMistake)),
    breaks: 'term-back',
  },
];
