import type { Issue, Role, SessionState, ValidSession } from '@missionctl/session-model';
import type { CheckOptions } from './check-options.ts';
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
  readonly issues: readonly Issue[];
  readonly session?: ValidSession<R>;
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
 * Says whether one may act on a session: every issue at once, always in the same order, as data. `session`
 * is there exactly when no issue is an error; its participant id is upper case and its focus `null` for
 * none. Never prints, never throws, and shows neither a participant id nor the token.
 */
export function checkSession(
  state: SessionState,
  options: CheckOptions & { readonly roles?: never },
): SessionCheck;
export function checkSession(state: SessionState, options: CheckOptions): SessionCheck<string>;
export function checkSession(state: SessionState, options: CheckOptions): SessionCheck<string> {
  const issues = rules.flatMap((rule) => rule(state, options));
  if (issues.some(({ severity }) => severity === 'error')) return { issues };
  const session = narrowSession(state);
  return session === undefined ? { issues } : { issues, session };
}
