import { type Operation, run, runSync } from '@missionctl/atomic-fs/operations';
import {
  type Grant,
  type LocalIssuerSettings,
  localIssuer,
  type ParticipantIssuer,
} from '@missionctl/issuer';
import { issueIdentity } from '@missionctl/issuer/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { completeJoin as completing, type JoinOutcome } from './join-mission.ts';
import { type JoinPlan, planJoin as planning } from './plan-join.ts';
import { type JoinRequest, type PreparedJoin, prepareJoin as preparing } from './prepare-join.ts';

/** How a join gets its identity. */
export interface JoinOptions {
  /** The authority that is asked; default: this machine's own, with the home's ledger. */
  readonly issuer?: ParticipantIssuer | undefined;
  /** At least 0 and less than 1, for the ids of this machine's own issuer; default: `Math.random`. */
  readonly random?: (() => number) | undefined;
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
 * @param options - which issuer is asked
 * @returns the session, and what was there before
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, what the
 *   issuer throws (ERR_ISSUER_OFFLINE and the others), and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE and the others)
 * @example
 * const who = { alias: null, from: 'myself' } as const;
 * const evidence = { mission: { flag: 'demo' }, who };
 * const { session } = await join(home, evidence, { role: 'developer', principal: 'me@laptop' });
 */
export async function join(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: JoinOptions = {},
): Promise<JoinOutcome> {
  const { signal, issuer = localIssuer(issuerSettings(home, options)) } = options;
  const prepared = await run(preparing(home, evidence, request), { signal });
  const grant = await issuer.join({ ...prepared.ask, signal });
  return await run(completing(home, evidence, request, { prepared, grant }), { signal });
}

/**
 * Joins a mission with an identity of this machine's own issuer, as `join` does; blocks the thread
 * meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @param options - the random source of new ids
 * @returns the session, and what was there before
 * @throws ERR_MISSION_NEEDED, ERR_ROLE_NEEDED, ERR_INVALID_ROLE, ERR_INVALID_ID,
 *   ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_IDENTITY_CONFLICT, ERR_CHANGED_BY_OTHERS, and what
 *   a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE and the others)
 * @example
 * joinSync(home, evidence, { role: 'developer', principal: 'me@laptop' });
 */
export function joinSync(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: Pick<JoinOptions, 'random'> = {},
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
 * @param options - the random source of new ids; default: `Math.random`
 * @returns the session, and what was there before
 * @throws what `prepareJoin` and `completeJoin` throw (ERR_ROLE_NEEDED, ERR_IDENTITY_CONFLICT and
 *   the others); ERR_ISSUER_DAMAGED
 * @example
 * const request = { role: 'developer', principal: 'me@laptop' };
 * const { session } = yield* joinLocally(home, evidence, request);
 */
export function* joinLocally(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  options: Pick<JoinOptions, 'random'> = {},
): Operation<JoinOutcome> {
  const prepared = yield* preparing(home, evidence, request);
  const grant = yield* issueIdentity(issuerSettings(home, options), prepared.ask);
  return yield* completing(home, evidence, request, { prepared, grant });
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
  return run(preparing(home, evidence, request));
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
 * @param granted - the prepared join, and what the issuer answered
 * @returns the session, and what was there before
 * @throws what `join` rejects with once the issuer has answered: ERR_IDENTITY_CONFLICT and the others
 * @example
 * const prepared = await prepareJoin(home, evidence, request);
 * const grant = await issuer.join(prepared.ask);
 * await completeJoin(home, evidence, request, { prepared, grant });
 */
export function completeJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  granted: { readonly prepared: PreparedJoin; readonly grant: Grant },
): Promise<JoinOutcome> {
  return run(completing(home, evidence, request, granted));
}

/**
 * Stores what an issuer granted, as `completeJoin` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the same that was prepared
 * @param granted - the prepared join, and what the issuer answered
 * @returns the session, and what was there before
 * @throws what `completeJoin` rejects with: ERR_IDENTITY_CONFLICT and the others
 * @example
 * completeJoinSync(home, evidence, request, { prepared, grant });
 */
export function completeJoinSync(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
  granted: { readonly prepared: PreparedJoin; readonly grant: Grant },
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
  const prepared = await prepareJoin(home, evidence, request);
  const grant = await issuer?.join(prepared.ask);
  return await run(planning(home, request, prepared, grant));
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

function issuerSettings(
  { path, clock }: Home,
  { random = Math.random }: Pick<JoinOptions, 'random'>,
): LocalIssuerSettings {
  return { home: path, clock, random };
}
