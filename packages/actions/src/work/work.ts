import { runSync } from '@missionctl/atomic-fs/operations';
import type { DriveIntent } from '@missionctl/session-model';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import {
  setDrive as settingDrive,
  setFocus as settingFocus,
  setWork as settingWork,
  type Work,
} from './set-work.ts';
import type { WorkChange, WorkOptions, WorkOutcome } from './work-outcome.ts';

/**
 * Sets the focus of the selected session: what its participant works on. The session must be one that
 * one may act on; the same focus again only moves the last activity.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param focus - `wp:<id>`, `step:<id>`, or `none`
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns the session as it is now, and as it was; `held` where another drives there
 * @throws ERR_INVALID_FOCUS, ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED,
 *   ERR_SESSION_CONFLICT, what `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * await setFocus(home, evidence, 'wp:WP01');
 */
export async function setFocus(
  home: Home,
  evidence: Evidence,
  focus: string,
  options: WorkOptions = {},
): Promise<WorkOutcome> {
  const { sharedWork } = await import('../sharing/shared.ts');
  return await sharedWork(home, options, (asking) =>
    settingFocus(home, evidence, focus, { ...options, ...asking }),
  );
}

/**
 * As `setFocus`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param focus - `wp:<id>`, `step:<id>`, or `none`
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns the session as it is now, and as it was; `held` where another drives there
 * @throws ERR_INVALID_FOCUS, ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED,
 *   ERR_SESSION_CONFLICT, what `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_LOST ...)
 * @example
 * setFocusSync(home, evidence, 'wp:WP01');
 */
export function setFocusSync(
  home: Home,
  evidence: Evidence,
  focus: string,
  options: WorkChange = {},
): WorkOutcome {
  return runSync(settingFocus(home, evidence, focus, options));
}

/**
 * Sets the drive intent of the selected session: whether its participant means to move the mission on.
 * The session must be one that one may act on.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param driveIntent - `active` or `inactive`
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns the session as it is now, and as it was; `held` where another drives there
 * @throws ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED, ERR_SESSION_CONFLICT, what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * await setDrive(home, evidence, 'active');
 */
export async function setDrive(
  home: Home,
  evidence: Evidence,
  driveIntent: DriveIntent,
  options: WorkOptions = {},
): Promise<WorkOutcome> {
  const { sharedWork } = await import('../sharing/shared.ts');
  return await sharedWork(home, options, (asking) =>
    settingDrive(home, evidence, driveIntent, { ...options, ...asking }),
  );
}

/**
 * As `setDrive`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param driveIntent - `active` or `inactive`
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns the session as it is now, and as it was; `held` where another drives there
 * @throws ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED, ERR_SESSION_CONFLICT, what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * setDriveSync(home, evidence, 'active');
 */
export function setDriveSync(
  home: Home,
  evidence: Evidence,
  driveIntent: DriveIntent,
  options: WorkChange = {},
): WorkOutcome {
  return runSync(settingDrive(home, evidence, driveIntent, options));
}

/**
 * Sets focus and drive intent of the selected session in one step, as `setFocus` and `setDrive` do one by
 * one: a focus that is driven already is not released before the next one is granted.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param work - what is to be another, and a note on the claim; that it holds none is a warning
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns as `setFocus`; `held` where another drives there
 * @throws ERR_INVALID_FOCUS, and what `setDrive` rejects with
 * @example
 * await setWork(home, evidence, { focus: 'wp:WP01', driveIntent: 'active', note: 'the parser' });
 */
export async function setWork(
  home: Home,
  evidence: Evidence,
  work: Work,
  options: WorkOptions = {},
): Promise<WorkOutcome> {
  const { sharedWork } = await import('../sharing/shared.ts');
  return await sharedWork(home, options, (asking) =>
    settingWork(home, evidence, work, { ...options, ...asking }),
  );
}

/**
 * As `setWork`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param work - what is to be another, and a note on the claim; that it holds none is a warning
 * @param options - how long to wait for each lock, and what is done when another drives there; default
 *   `hold`
 * @returns as `setFocus`; `held` where another drives there
 * @throws ERR_INVALID_FOCUS, and what `setDrive` throws
 * @example
 * setWorkSync(home, evidence, { focus: 'wp:WP01', driveIntent: 'active' });
 */
export function setWorkSync(
  home: Home,
  evidence: Evidence,
  work: Work,
  options: WorkChange = {},
): WorkOutcome {
  return runSync(settingWork(home, evidence, work, options));
}
