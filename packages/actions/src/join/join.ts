import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { type LocalIssuerSettings, localIssuer, type ParticipantIssuer } from '@missionctl/issuer';
import { issueIdentity } from '@missionctl/issuer/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import {
  requireFunction,
  requireObject,
  requireWait,
  runWaiting,
} from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { completeJoin as completing, type GrantedJoin, type JoinOutcome } from './join-mission.ts';
import { type JoinPlan, planJoin as planning } from './plan-join.ts';
import { type JoinRequest, type PreparedJoin, prepareJoin as preparing } from './prepare-join.ts';

/** How a join gets its identity, and how long it waits. */
export interface JoinOptions extends LockWait {
  /** The authority that is asked; default: that of the home. */
  readonly issuer?: ParticipantIssuer | undefined;
  /**
   * How long to wait for each lock, in milliseconds; 0 = one try; default 5000. An authority on a
   * network has a time of its own.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Ends the wait for the issuer or for a lock: rejects with its reason. Once the session is stored
   * the join holds, and a warning says that the pointer was not waited for.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Joins a mission: asks the issuer for an identity, writes the session, makes the mission the active
 * one. Joining again with the same identity changes nothing but the role. Until the issuer has
 * answered nothing is written.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @param options - which issuer is asked, and how long to wait
 * @returns the session, and what was there before
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, what
 *   the issuer throws (ERR_ISSUER_OFFLINE and the others), and what a write throws
 *   (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST, ERR_UNSAFE_FILE and the others)
 * @example
 * const bot = { mission: 'demo', who: 'bot' };
 * const { session } = await join(home, bot, { role: 'developer' });
 */
export async function join(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: JoinOptions = {},
): Promise<JoinOutcome> {
  const { signal, timeoutMs } = requireWait(options);
  requireCall(home, evidence);
  const { issuer = home.issuer } = options;
  if (issuer !== undefined) requireFunction('join of issuer', requireObject('issuer', issuer).join);
  const prepared = await runWaiting(() => preparing(home, evidence, request), { signal });
  const grant =
    issuer === undefined
      ? await localIssuer(ownIssuer(home)).join(prepared.ask, { signal, timeoutMs })
      : await issuer.join(prepared.ask, { signal });
  const granted = { prepared, grant, timeoutMs };
  const outcome = await runWaiting(() => completing(home, evidence, request, granted), { signal });
  return await sharedJoin(home, outcome);
}

/**
 * Joins a mission with an identity of this machine's own issuer, as `join` does; blocks the thread
 * meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @param options - how long to wait for each lock
 * @returns the session, and what was there before
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, and
 *   what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST, ERR_UNSAFE_FILE and the
 *   others); TypeError where the home has an issuer of its own
 * @example
 * joinSync(home, evidence, { role: 'developer', principal: 'me@laptop' });
 */
export function joinSync(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: LockWait = {},
): JoinOutcome {
  return runSync(joinLocally(home, evidence, request, options));
}

/**
 * Joins a mission with an identity of this machine's own issuer: prepares, issues and completes, as
 * one operation. Joining again with the same identity changes nothing but the role. A crash in
 * between leaves an identity in the ledger, or a session that is not active; joining again
 * completes either.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @param options - how long to wait for each lock
 * @returns the session, and what was there before
 * @throws what `prepareJoin` and `completeJoin` throw (ERR_ROLE_NEEDED, ERR_IDENTITY_CONFLICT and
 *   the others); ERR_ISSUER_DAMAGED; TypeError where the home has an issuer of its own
 * @example
 * const request = { role: 'developer', principal: 'me@laptop' };
 * const { session } = yield* joinLocally(home, evidence, request);
 */
export function* joinLocally(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: LockWait = {},
): Operation<JoinOutcome> {
  requireCall(home, evidence, options);
  if (home.issuer !== undefined) {
    throw new TypeError('this home has an issuer of its own, which only join asks');
  }
  const { timeoutMs } = options;
  const prepared = yield* preparing(home, evidence, request);
  const grant = yield* issueIdentity(ownIssuer(home), prepared.ask, { timeoutMs });
  return yield* completing(home, evidence, request, { prepared, grant, timeoutMs });
}

/**
 * Decides what a join would ask the issuer. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @returns which session, what is there, and the question to the issuer
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_PIN_REFUSED
 * @example
 * const { found } = await prepareJoin(home, evidence, { principal: 'me@laptop' });
 */
export function prepareJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
): Promise<PreparedJoin> {
  return runWaiting(() => preparing(home, evidence, request));
}

/**
 * Decides what a join would ask the issuer, as `prepareJoin` does; blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @returns which session, what is there, and the question to the issuer
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_PIN_REFUSED
 * @example
 * const { found } = prepareJoinSync(home, evidence, { principal: 'me@laptop' });
 */
export function prepareJoinSync(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
): PreparedJoin {
  return runSync(preparing(home, evidence, request));
}

/**
 * Stores what an issuer granted, and makes the mission the active one: the second half of a join, for
 * callers that ask the issuer themselves.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the same that was prepared
 * @param granted - the prepared join, what the issuer answered, and how long to wait for each lock
 * @returns the session, and what was there before
 * @throws what `join` rejects with once the issuer has answered: ERR_IDENTITY_CONFLICT and the others
 * @example
 * const prepared = await prepareJoin(home, evidence, request);
 * const grant = await issuer.join(prepared.ask);
 * await completeJoin(home, evidence, request, { prepared, grant });
 */
export async function completeJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  granted: GrantedJoin & Wait,
): Promise<JoinOutcome> {
  const completed = runWaiting(() => completing(home, evidence, request, granted), granted);
  return await sharedJoin(home, await completed);
}

/**
 * Stores what an issuer granted, as `completeJoin` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the same that was prepared
 * @param granted - the prepared join, what the issuer answered, and how long to wait for each lock
 * @returns the session, and what was there before
 * @throws what `completeJoin` rejects with: ERR_IDENTITY_CONFLICT and the others
 * @example
 * completeJoinSync(home, evidence, request, { prepared, grant });
 */
export function completeJoinSync(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  granted: GrantedJoin & LockWait,
): JoinOutcome {
  return runSync(completing(home, evidence, request, granted));
}

/**
 * Says what a join would do, and the conflict in which it would end. Nothing is written or minted.
 *
 * @param home - in which home
 * @param evidence - which mission, and who would join
 * @param request - the role, and what may be replaced
 * @param issuer - asked only where it answers without minting, as a preset one does
 * @returns what would be written
 * @throws what `join` rejects with before anything is written
 * @example
 * const { writes } = await planJoin(home, evidence, { role: 'developer', principal: 'me@laptop' });
 */
export async function planJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  issuer?: ParticipantIssuer,
): Promise<JoinPlan> {
  if (issuer !== undefined) requireFunction('join of issuer', requireObject('issuer', issuer).join);
  const prepared = await prepareJoin(home, evidence, request);
  const grant = await issuer?.join(prepared.ask);
  return await runWaiting(() => planning(home, request, prepared, grant));
}

/**
 * Says what a join with an identity of this machine's own issuer would do, as `planJoin` does; blocks the
 * thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who would join
 * @param request - the role, and what may be replaced
 * @returns what would be written
 * @throws what `planJoin` rejects with: ERR_ROLE_NEEDED, ERR_SESSION_DAMAGED and the others
 * @example
 * const { writes } = planJoinSync(home, evidence, { role: 'developer', principal: 'me@laptop' });
 */
export function planJoinSync(home: Home, evidence: Evidence, request: JoinRequest): JoinPlan {
  const prepared = prepareJoinSync(home, evidence, request);
  return runSync(planning(home, request, prepared));
}

async function sharedJoin(home: Home, outcome: JoinOutcome): Promise<JoinOutcome> {
  const { missionId } = outcome.address;
  const { participantId } = outcome.session;
  const { sharedChange } = await import('../sharing/shared.ts');
  return await sharedChange(home, outcome, { missionId, participantId });
}

/** This machine's own issuer, with the home's ledger. */
export function ownIssuer({ path, clock, random }: Home): LocalIssuerSettings {
  return { home: path, clock, random };
}
