import type { Operation } from '@missionctl/atomic-fs/operations';
import { type DriveIntent, parseFocus } from '@missionctl/session-model';
import { InvalidFocusError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { changeWork, type WorkOutcome } from './change-work.ts';

/**
 * Sets the focus of the selected session: what its participant works on. The session must be one
 * that one may act on; the same focus again only moves the last activity.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param focus - `wp:<id>`, `step:<id>`, or `none`
 * @returns the session as it is now, and as it was
 * @throws ERR_INVALID_FOCUS, ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED,
 *   ERR_SESSION_CONFLICT, what `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { session } = yield* setFocus(home, evidence, 'wp:WP01');
 */
export function* setFocus(home: Home, evidence: Evidence, focus: string): Operation<WorkOutcome> {
  // An empty text is a variable that was not set, rather than a wish for no focus.
  const parsed = parseFocus(focus === '' ? ' ' : focus);
  if (!parsed.ok) throw new InvalidFocusError(focus, parsed.issues);
  return yield* changeWork(home, evidence, { focus: parsed.value });
}

/**
 * Sets the drive intent of the selected session: whether its participant means to move the mission
 * on. The session must be one that one may act on.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param driveIntent - `active` or `inactive`
 * @returns the session as it is now, and as it was
 * @throws ERR_NO_CAPABILITY, ERR_SESSION_INVALID, ERR_SESSION_DAMAGED, ERR_SESSION_CONFLICT, what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { session } = yield* setDrive(home, evidence, 'active');
 */
export function* setDrive(
  home: Home,
  evidence: Evidence,
  driveIntent: DriveIntent,
): Operation<WorkOutcome> {
  return yield* changeWork(home, evidence, { driveIntent });
}
