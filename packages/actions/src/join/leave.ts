import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { requireWait, runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import {
  completeLeave as completing,
  type LeaveOutcome,
  type PreparedLeave,
  prepareLeave as preparing,
} from './leave-mission.ts';

/**
 * Decides which session would be left, so that a person can be asked. Nothing is changed.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @returns which session, and what is there
 * @throws ERR_NOT_JOINED, ERR_NO_ACTIVE_MISSION, ERR_POINTER_DANGLING, ERR_UNSAFE_FILE and what else
 *   `resolve` rejects with
 * @example
 * const { found } = await prepareLeave(home, evidence);
 */
export function prepareLeave(home: Home, evidence: Evidence): Promise<PreparedLeave> {
  return runWaiting(() => preparing(home, evidence));
}

/**
 * Decides which session would be left, as `prepareLeave` does; blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @returns which session, and what is there
 * @throws ERR_NOT_JOINED, ERR_NO_ACTIVE_MISSION, ERR_POINTER_DANGLING, ERR_UNSAFE_FILE and what
 *   else `resolve` throws
 * @example
 * const { found } = prepareLeaveSync(home, evidence);
 */
export function prepareLeaveSync(home: Home, evidence: Evidence): PreparedLeave {
  return runSync(preparing(home, evidence));
}

/**
 * Leaves a mission: takes it out of the pointer, then removes the session. A damaged session is moved
 * aside instead. Other participants' sessions stay.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws what `prepareLeave` rejects with; ERR_LEAVE_INCOMPLETE when the pointer was changed and
 *   the session could not be removed; what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * await leave(home, evidence);
 */
export async function leave(
  home: Home,
  evidence: Evidence,
  options: Wait = {},
): Promise<LeaveOutcome> {
  const outcome = await runWaiting(() => leaving(home, evidence, options), options);
  const { sharedChange } = await import('../sharing/shared.ts');
  return await sharedChange(home, outcome, { missionId: outcome.address.missionId });
}

/**
 * Leaves a mission, as `leave` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws ERR_NOT_JOINED, ERR_NO_ACTIVE_MISSION, ERR_POINTER_DANGLING and what else `prepareLeave`
 *   throws; ERR_LEAVE_INCOMPLETE when the pointer was changed and the session could not be removed;
 *   what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * leaveSync(home, evidence);
 */
export function leaveSync(home: Home, evidence: Evidence, options: LockWait = {}): LeaveOutcome {
  return runSync(leaving(home, evidence, options));
}

/**
 * Leaves what was prepared: the second half of leaving, for callers that ask a person in between.
 *
 * @param home - in which home
 * @param prepared - what `prepareLeave` gave
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws ERR_LEAVE_INCOMPLETE, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * await completeLeave(home, await prepareLeave(home, evidence));
 */
export async function completeLeave(
  home: Home,
  prepared: PreparedLeave,
  options: Wait = {},
): Promise<LeaveOutcome> {
  const outcome = await runWaiting(() => completing(home, prepared, options), options);
  const { sharedChange } = await import('../sharing/shared.ts');
  return await sharedChange(home, outcome, { missionId: outcome.address.missionId });
}

/**
 * Leaves what was prepared, as `completeLeave` does, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param prepared - what `prepareLeave` gave
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws ERR_LEAVE_INCOMPLETE, and what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * completeLeaveSync(home, prepareLeaveSync(home, evidence));
 */
export function completeLeaveSync(
  home: Home,
  prepared: PreparedLeave,
  options: LockWait = {},
): LeaveOutcome {
  return runSync(completing(home, prepared, options));
}

/**
 * Leaves a mission: takes it out of the pointer, then removes the session. A damaged session is
 * moved aside instead. Other participants' sessions stay.
 *
 * @param home - in which home
 * @param evidence - which mission, and who leaves
 * @param options - how long to wait for each lock
 * @returns what was left
 * @throws what `prepareLeave` throws; ERR_LEAVE_INCOMPLETE when the pointer was changed and the
 *   session could not be removed; what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * const { quarantined } = yield* leave(home, evidence);
 */
export function* leaving(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): Operation<LeaveOutcome> {
  requireWait(options);
  return yield* completing(home, yield* preparing(home, evidence), options);
}
