import { type Operation, wrongValue } from '@missionctl/atomic-fs/operations';
import type { LockWait } from '@missionctl/session-store';
import { ensureJoined, requireObject, requireText } from '@missionctl/session-store/operations';
import { FocusNeededError } from '../../errors.ts';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { resolveSession } from '../../resolve/resolve-session.ts';
import { lookAtRoster } from '../../roster/mission-roster.ts';
import { changeWork } from '../change-work.ts';
import { requireNote } from '../require-note.ts';
import { focusFrom } from '../set-work.ts';
import type { Holder, WorkChange, WorkOutcome } from '../work-outcome.ts';

/** Which claim is taken, and how long to wait for each lock. */
export interface TakeOptions extends LockWait {
  /** What is taken, and becomes the focus: `wp:<id>` or `step:<id>`; default: the focus as it is. */
  readonly focus?: string | undefined;
  /** Whom the taker saw hold it; default: whoever does at the moment of the call. */
  readonly seen?: Pick<Holder, 'term'> | undefined;
  /** As that of `WorkChange`. */
  readonly engine?: WorkChange['engine'];
}

/**
 * Takes the claim on the focus of the selected participant from whoever holds it, in one step with a
 * reason; who had it learns that with each of its commands. An agent, which has an alias, takes it only from
 * one who is gone.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param reason - why, for the one who had it; at most 200 characters
 * @param options - which claim, whom the taker saw hold it, and how long to wait for each lock
 * @returns as `setDrive`: `held` where an agent may not take it
 * @throws ERR_CLAIM_CHANGED when the claim went over to somebody else meanwhile; ERR_FOCUS_NEEDED,
 *   ERR_INVALID_FOCUS and what `setDrive` throws
 * @example
 * const { predecessor } = yield* take(home, evidence, 'it fell asleep');
 */
export function* take(
  home: Home,
  evidence: Evidence,
  reason: string,
  options: TakeOptions = {},
): Operation<WorkOutcome> {
  requireCall(home, evidence, options);
  requireText('reason', reason);
  requireNote('reason', reason);
  if (reason.trim() === '') throw wrongValue('reason', 'a text that is not empty');
  if (options.seen !== undefined) requireObject('seen', options.seen);
  const wanted = options.focus === undefined ? undefined : focusFrom(options.focus);
  const { address } = yield* resolveSession(home, evidence);
  const { session } = yield* ensureJoined(home.store, address);
  const focus = wanted === undefined ? session.focus : wanted;
  if (focus === null) throw new FocusNeededError(address);
  const look = yield* lookAtRoster(home, address.missionId, { focuses: [focus] });
  const seenTerm = options.seen?.term ?? look.claims.get(focus)?.term;
  return yield* changeWork(home, evidence, {
    patch:
      wanted === undefined ? { driveIntent: 'active' } : { focus: wanted, driveIntent: 'active' },
    wait: { timeoutMs: options.timeoutMs },
    onCollision: 'hold',
    engine: options.engine,
    take: { reason, seenTerm },
  });
}
