import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LoadedSession, LockWait } from '@missionctl/session-store';
import {
  ensureJoined,
  isJoined,
  removeSessionIf,
  requireObject,
  requireText,
} from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { drives } from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import { recordPresence } from '../roster/record-presence.ts';
import { statusOf } from '../view/status.ts';
import { setDrive } from '../work/set-work.ts';
import type { FocusNotice } from '../work/work-outcome.ts';
import { type AgentPlace, agentWait, placeOfAgent } from './find-agent.ts';
import { joinForHook } from './join-for-hook.ts';
import { shownBy } from './look/look-at-changes.ts';
import { type Looked, lookForAgent } from './look/look-for-agent.ts';
import { forgetAllShown } from './look/remember-shown.ts';
import type {
  AgentSession,
  Entered,
  EnterLockOptions,
  EnterRequest,
  NothingDone,
} from './outcomes.ts';
import { removeTraces } from './remove-traces.ts';

/** How often a session may vanish while its agent comes back, before it is given up. */
const mostRuns = 3;

/**
 * Lets an agent enter a mission that flag, environment or a pin names: joins where it has no session (by this
 * machine's issuer only), records the process in which it lives, and that it is there again. Who was
 * displaced meanwhile is set inactive. What it was shown before is forgotten: it has to be shown all.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - the agent command line that it lives in, the role of one who joins, default `developer`;
 *   and how long to wait for each lock, default 50 milliseconds
 * @returns the session, and a look at the mission
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_NOT_JOINED when it vanishes each time, and
 *   what `join` and `setDrive` throw
 * @example
 * const entered = yield* enter(home, evidence, { harness: 'claude' });
 */
export function* enter(
  home: Home,
  evidence: Evidence,
  options: EnterLockOptions,
): Operation<Entered | NothingDone> {
  const arrived = yield* arrive(home, evidence, options);
  return arrived.status === 'arrived' ? yield* lookAround(home, arrived) : arrived;
}

/** An agent that is there, and has not looked around yet. */
export interface Arrived extends AgentSession {
  readonly status: 'arrived';
  readonly joined: boolean;
  readonly directory: string | undefined;
  readonly wait: LockWait;
  readonly warnings: readonly Issue[];
}

/** The first half of `enter`: lets an agent be there, and forgets what it was shown before. */
export function* arrive(
  home: Home,
  evidence: Evidence,
  options: EnterLockOptions,
): Operation<Arrived | NothingDone> {
  requireRequest(options);
  const place = yield* placeOfAgent(home, evidence, options);
  if (place.status !== 'place') return place;
  const { address, resolvedFrom, directory } = place;
  const wait = agentWait(options);
  const present = yield* presentSession(home, evidence, { place, options });
  if (present === undefined) return { status: 'other-issuer', missionId: address.missionId };
  const { session, joined, warnings: recorded } = present;
  const forgotten = yield* forgetAllShown(home, { address, session }, wait);
  const warnings = [...recorded, ...forgotten];
  return { status: 'arrived', address, resolvedFrom, directory, session, joined, wait, warnings };
}

/** The second half: sets who was displaced meanwhile inactive, and looks at the mission. */
export function* lookAround(home: Home, arrived: Arrived): Operation<Entered> {
  const { address, resolvedFrom, directory, session, joined, wait } = arrived;
  const agent = { address, resolvedFrom, directory };
  const before = yield* lookForAgent(home, agent);
  const stopped = displacedAt(before, session);
  if (stopped.length > 0) {
    const who = { mission: address.missionId, who: address.alias, workingDirectory: directory };
    yield* setDrive(home, who, 'inactive', wait);
  }
  const { look } = stopped.length > 0 ? yield* lookForAgent(home, agent) : before;
  const seen = statusOf(look, { missionId: address.missionId, address, resolvedFrom });
  return {
    status: 'entered',
    address,
    resolvedFrom,
    session: seen.session ?? session,
    joined,
    stopped,
    look: seen,
    shown: shownBy(look, session.participantId),
    warnings: [...arrived.warnings, ...seen.warnings],
  };
}

/** @throws TypeError */
function requireRequest(request: EnterRequest): void {
  const { harness, role, principal } = requireObject('options', request);
  requireText('harness', harness);
  if (role !== undefined) requireText('role', role);
  if (principal !== undefined) requireText('principal', principal);
}

/** A session in which the agent is recorded as present. */
interface PresentSession {
  readonly session: SessionState;
  readonly joined: boolean;
  readonly warnings: readonly Issue[];
}

/** Undefined where only another issuer could make one. */
function* presentSession(
  home: Home,
  evidence: Evidence,
  { place, options }: { readonly place: AgentPlace; readonly options: EnterLockOptions },
): Operation<PresentSession | undefined> {
  const { address, directory } = place;
  const wait = agentWait(options);
  for (let run = 1; ; run += 1) {
    const isThere = run === 1 ? place.isJoined : yield* isJoined(home.store, address);
    if (!isThere && home.issuer !== undefined) return undefined;
    const { harness } = options;
    const made = isThere
      ? undefined
      : yield* joinForHook(home, address, evidence, { ...options, wait });
    const session = made?.session ?? (yield* ensureJoined(home.store, address)).session;
    const byHook = made?.isNew === true;
    const recording = { address, session, directory, harness, byHook, wait };
    const { warnings } = yield* recordPresence(home, recording);
    if (yield* hasStayed(home, place, { session, wait })) {
      return { session, joined: made !== undefined, warnings };
    }
    yield* removeTraces(home, address, session, wait);
    // Says that it is not there.
    if (run === mostRuns) yield* ensureJoined(home.store, address);
  }
}

/**
 * Whether a session is there once its lock was held: what ends one of the same agent has removed it by then,
 * or finds that the agent is there again.
 */
function* hasStayed(
  home: Home,
  { address }: AgentPlace,
  { session, wait }: { readonly session: SessionState; readonly wait: LockWait },
): Operation<boolean> {
  const { participantId } = session;
  let isThere = false;
  const looking = (found: LoadedSession): Operation<boolean> =>
    effects.invoke(() => {
      isThere = found.status === 'joined' && found.session.participantId === participantId;
      return false;
    });
  try {
    yield* removeSessionIf(home.store, address, looking, wait);
    return isThere;
  } catch (error) {
    if (errnoOf(error) !== 'ERR_LOCK_TIMEOUT') throw error;
    return yield* isJoined(home.store, address);
  }
}

/** What the agent still drives by its session, and another by a claim. */
function displacedAt({ look }: Looked, session: SessionState): readonly FocusNotice[] {
  if (!drives(session)) return [];
  return noticesAt(look, session).filter(
    ({ kind, focus }) => focus === session.focus && (kind === 'displaced' || kind === 'accepted'),
  );
}
