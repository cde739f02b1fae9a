import { run, runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/session-store/operations';
import type { ParticipantElsewhere } from '../elsewhere/others-of.ts';
import { mayBeShared } from '../engine/may-be-shared.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { type ListOutcome, list as listing } from './list.ts';
import { isShownElsewhere, type SessionFilter } from './session-filter.ts';
import { type ShownSession, showSession as showing } from './show-session.ts';
import {
  type ValidateOutcome,
  validate as validating,
  validateAll as validatingAll,
} from './validate.ts';

/**
 * Loads the selected session.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns what it says
 * @throws ERR_SESSION_DAMAGED, and what `resolve` rejects with
 * @example
 * const { session } = await showSession(home, evidence);
 */
export function showSession(home: Home, evidence: Evidence): Promise<ShownSession> {
  return runWaiting(() => showing(home, evidence));
}

/**
 * As `showSession`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns what it says
 * @throws ERR_SESSION_DAMAGED, and what `resolve` rejects with
 * @example
 * const { session } = showSessionSync(home, evidence);
 */
export function showSessionSync(home: Home, evidence: Evidence): ShownSession {
  return runSync(showing(home, evidence));
}

/**
 * Lists every session of the home, or those to which a filter applies; damaged and unsafe ones among
 * them. A damaged pointer is a warning.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions, active } = await list(home);
 */
export async function list(home: Home, filter: SessionFilter = {}): Promise<ListOutcome> {
  const look = () => runWaiting(() => listing(home, filter));
  const outcome = await look();
  const { missionId } = filter;
  if (missionId === undefined || !(await run(mayBeShared(home, missionId)))) return outcome;
  // Loaded for such a mission only: it reads the roster, which a list of sessions does not.
  const { sharedLook } = await import('../sharing/shared.ts');
  const isShown = (each: ParticipantElsewhere): boolean => isShownElsewhere(filter, each);
  return await sharedLook(home, look, { missionOf: () => missionId, isShown });
}

/**
 * As `list`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns the sessions by mission and alias, and which mission is active
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { sessions, active } = listSync(home);
 */
export function listSync(home: Home, filter: SessionFilter = {}): ListOutcome {
  return runSync(listing(home, filter));
}

/**
 * Validates the selected session.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns every issue
 * @throws what `resolve` rejects with; a damaged session is a result
 * @example
 * const { status, sessions } = await validate(home, evidence);
 */
export function validate(home: Home, evidence: Evidence): Promise<ValidateOutcome> {
  return runWaiting(() => validating(home, evidence));
}

/**
 * As `validate`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns every issue
 * @throws what `resolve` rejects with; a damaged session is a result
 * @example
 * const { status, sessions } = validateSync(home, evidence);
 */
export function validateSync(home: Home, evidence: Evidence): ValidateOutcome {
  return runSync(validating(home, evidence));
}

/**
 * Validates every session of the home, or those to which a filter applies.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns every issue of each of them
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { status, sessions } = await validateAll(home);
 */
export function validateAll(home: Home, filter: SessionFilter = {}): Promise<ValidateOutcome> {
  return runWaiting(() => validatingAll(home, filter));
}

/**
 * As `validateAll`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param filter - which sessions; default: all
 * @returns every issue of each of them
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the filter's
 *   mission
 * @example
 * const { status, sessions } = validateAllSync(home);
 */
export function validateAllSync(home: Home, filter: SessionFilter = {}): ValidateOutcome {
  return runSync(validatingAll(home, filter));
}
