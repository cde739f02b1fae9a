import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Shown } from '@missionctl/roster';
import {
  forgetShown,
  readShown,
  rememberShown as remembering,
} from '@missionctl/roster/operations';
import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { requireObject, requireWait } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../../home.ts';
import { rosterOf } from '../../roster/mission-roster.ts';
import { rosterWarning } from '../../roster/roster-warning.ts';
import { agentWait, type FoundAgent } from '../find-agent.ts';
import type { AgentSession, ShownFact } from '../outcomes.ts';
import { keysOfFact } from './facts.ts';

/** What was printed, and for whom: as `enter` and `changesSince` give it. */
export interface Printed extends Pick<AgentSession, 'address' | 'session'> {
  /** What to remember. */
  readonly shown: Shown;
  /** What of it did not fit into what was printed: it is shown another time. Default: nothing. */
  readonly left?: readonly ShownFact[] | undefined;
}

/**
 * Remembers what an agent was shown, once it was printed: what is only printed and not remembered is shown
 * again, and never the other way around.
 *
 * @param home - in which home
 * @param printed - what `enter` or `changesSince` gave
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being remembered
 * @throws TypeError and RangeError for arguments that cannot be
 * @example
 * const warnings = yield* rememberShown(home, yield* changesSince(home, evidence));
 */
export function* rememberShown(
  home: Home,
  printed: Printed,
  options: LockWait = {},
): Operation<readonly Issue[]> {
  requireHome(home);
  requireWait(options);
  const { address, session, shown: all, left = [] } = requireObject('printed', printed);
  const unprinted = new Set(left.flatMap(keysOfFact));
  const shown = { ...all, facts: all.facts.filter((key) => !unprinted.has(key)) };
  const roster = rosterOf(home, address.missionId);
  const how = { at: timestampFromMs(home.clock()), ...agentWait(options) };
  return yield* asWarning(remembering(roster, session.participantId, shown, how));
}

/** What an agent has been shown of whom nothing is remembered. */
export const nothingShown: Shown = { others: [], facts: [] };

/** What an agent was shown; what cannot be read is shown once more. */
export function* shownBefore(
  home: Home,
  { address, loaded }: FoundAgent,
): Operation<{ readonly shown: Shown; readonly warnings: readonly Issue[] }> {
  try {
    const roster = rosterOf(home, address.missionId);
    const shown = yield* readShown(roster, loaded.session.participantId);
    return { shown: shown ?? nothingShown, warnings: [] };
  } catch (error) {
    return { shown: nothingShown, warnings: [notRemembered(error)] };
  }
}

/** Forgets what an agent was shown, which it does not know any more. */
export function* forgetAllShown(
  home: Home,
  { address, session }: Pick<Printed, 'address' | 'session'>,
  wait: LockWait,
): Operation<readonly Issue[]> {
  const roster = rosterOf(home, address.missionId);
  return yield* asWarning(forgetShown(roster, session.participantId, wait));
}

function* asWarning(operation: Operation<unknown>): Operation<readonly Issue[]> {
  try {
    yield* operation;
    return [];
  } catch (error) {
    return [notRemembered(error)];
  }
}

/** The warning for what cannot be remembered. @throws the error itself when it is no fault of the roster */
function notRemembered(error: unknown): Issue {
  const effect = 'this agent may be shown something twice';
  return rosterWarning('SHOWN_NOT_REMEMBERED', effect, error);
}
