import { type Operation, wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { type DriveIntent, type Focus, type Issue, parseFocus } from '@missionctl/session-model';
import { requireObject, requireText } from '@missionctl/session-store/operations';
import { InvalidFocusError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { type Change, changeWork } from './change-work.ts';
import { requireOnCollision } from './on-collision.ts';
import { requireNote } from './require-note.ts';
import type { WorkChange, WorkOutcome } from './work-outcome.ts';

/**
 * Sets the focus of the selected session: what its participant works on. The session must be one
 * that one may act on; the same focus again only moves the last activity.
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
 * const { session } = yield* setFocus(home, evidence, 'wp:WP01');
 */
export function* setFocus(
  home: Home,
  evidence: Evidence,
  focus: string,
  options: WorkChange = {},
): Operation<WorkOutcome> {
  requireCall(home, evidence, options);
  return yield* changeWork(home, evidence, {
    patch: { focus: focusFrom(focus) },
    ...waitingBy(options),
  });
}

/** The focus that a word names; null for `none`. @throws ERR_INVALID_FOCUS */
export function focusFrom(text: string): Focus {
  requireText('focus', text);
  // An empty text is a variable that was not set, rather than a wish for no focus.
  const parsed = parseFocus(text === '' ? ' ' : text);
  if (!parsed.ok) throw new InvalidFocusError(text, parsed.issues);
  return parsed.value;
}

/**
 * Sets the drive intent of the selected session: whether its participant means to move the mission
 * on. The session must be one that one may act on.
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
 * const { session } = yield* setDrive(home, evidence, 'active');
 */
export function* setDrive(
  home: Home,
  evidence: Evidence,
  driveIntent: DriveIntent,
  options: WorkChange = {},
): Operation<WorkOutcome> {
  requireCall(home, evidence, options);
  requireIntent(driveIntent);
  return yield* changeWork(home, evidence, { patch: { driveIntent }, ...waitingBy(options) });
}

function requireIntent(driveIntent: unknown): void {
  if (driveIntent === 'active' || driveIntent === 'inactive') return;
  const expected = "'active' or 'inactive'";
  if (typeof driveIntent !== 'string') throw wrongType('driveIntent', expected, driveIntent);
  throw wrongValue('driveIntent', expected, driveIntent);
}

/** What a participant works on, and what it says of that. */
export interface Work {
  /** `wp:<id>`, `step:<id>`, or `none`; default: as it is. */
  readonly focus?: string | undefined;
  /** `active` or `inactive`; default: as it is. */
  readonly driveIntent?: DriveIntent | undefined;
  /** What others should know of it: recorded with the claim, at most 200 characters. */
  readonly note?: string | undefined;
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
 * @throws ERR_INVALID_FOCUS, and what `setDrive` throws
 * @example
 * const { claim } = yield* setWork(home, evidence, { focus: 'wp:WP01', driveIntent: 'active' });
 */
export function* setWork(
  home: Home,
  evidence: Evidence,
  work: Work,
  options: WorkChange = {},
): Operation<WorkOutcome> {
  requireCall(home, evidence, options);
  const { focus, driveIntent, note } = requireObject('work', work);
  if (driveIntent !== undefined) requireIntent(driveIntent);
  requireNote('note', note);
  const patch = {
    ...(focus === undefined ? {} : { focus: focusFrom(focus) }),
    ...(driveIntent === undefined ? {} : { driveIntent }),
  };
  const outcome = yield* changeWork(home, evidence, { patch, note, ...waitingBy(options) });
  if (note === undefined || outcome.claim?.note === note) return outcome;
  return { ...outcome, warnings: [...outcome.warnings, noteNotRecorded] };
}

const noteNotRecorded: Issue = {
  code: 'NOTE_NOT_RECORDED',
  severity: 'warning',
  field: '',
  message: 'a note stands beside a claim, and there is none',
};

function waitingBy({
  timeoutMs,
  onCollision,
  engine,
}: WorkChange): Pick<Change, 'wait' | 'onCollision' | 'engine'> {
  return { wait: { timeoutMs }, onCollision: requireOnCollision(onCollision), engine };
}
