import type { Issue, Role, SessionState, ValidSession } from '@missionctl/session-model';
import { type CheckOptions, requireOptions, requireState } from './check-options.ts';
import { missionIdExpected, missionIdValid } from './mission-rules.ts';
import { narrowSession } from './narrow-session.ts';
import { participantIdIssued, participantIdValid } from './participant-rules.ts';
import { roleKnown, rolePresent } from './role-rules.ts';
import type { Rule } from './rule.ts';
import { runIdPresent, runIdWellFormed } from './run-id-rules.ts';
import { joinedBeforeActivity, notInTheFuture } from './temporal-rules.ts';
import { driveIntentKnown, focusWellFormed } from './work-rules.ts';

/** Everything found about a session, and the session itself when nothing of it is an error. */
export interface SessionCheck<R extends string = Role> {
  /** Every issue, in the order of the rules; empty when nothing is wrong. */
  readonly issues: readonly Issue[];
  /** The session in its narrow types; there exactly when no issue is an error. */
  readonly session?: ValidSession<R> | undefined;
}

/** In the order of their issues. */
const rules: readonly Rule[] = [
  joinedBeforeActivity,
  notInTheFuture,
  missionIdExpected,
  missionIdValid,
  participantIdValid,
  participantIdIssued,
  rolePresent,
  roleKnown,
  focusWellFormed,
  driveIntentKnown,
  runIdPresent,
  runIdWellFormed,
];

/**
 * Says whether one may act on a session: every issue at once, always in the same order, as data. Never prints,
 * and shows neither a participant id nor the token.
 *
 * @param state - what the session file says
 * @param options - the time of the check and, if it is known, the mission; which roles are accepted
 * @returns every issue; and the session in its narrow types exactly when no issue is an error: then its
 *   participant id is upper case, and its focus null for none
 * @throws TypeError for arguments of another type; never for what a session says
 * @example
 * const { issues, session } = checkSession(state, { now: timestampFromMs(Date.now()) });
 * if (session === undefined) console.error(issues.map(({ message }) => message).join('\n'));
 */
export function checkSession(
  state: SessionState,
  options: CheckOptions & { readonly roles?: undefined },
): SessionCheck;
/**
 * Says whether one may act on a session: every issue at once, always in the same order, as data. Never prints,
 * and shows neither a participant id nor the token.
 *
 * @param state - what the session file says
 * @param options - as above; with `roles: 'any'` every role that is not empty is accepted
 * @returns every issue; and the session in its narrow types exactly when no issue is an error: then its
 *   participant id is upper case, and its focus null for none
 * @throws TypeError for arguments of another type; never for what a session says
 * @example
 * const { session } = checkSession(state, { now: timestampFromMs(Date.now()), roles: 'any' });
 */
export function checkSession(state: SessionState, options: CheckOptions): SessionCheck<string>;
export function checkSession(state: SessionState, options: CheckOptions): SessionCheck<string> {
  requireState(state);
  requireOptions(options);
  const issues = rules.flatMap((rule) => rule(state, options));
  if (issues.some(({ severity }) => severity === 'error')) return { issues };
  const session = narrowSession(state);
  return session === undefined ? { issues } : { issues, session };
}
