import { type Operation, wrongValue } from '@missionctl/atomic-fs/operations';
import type { LockWait } from '@missionctl/session-store';
import { ensureJoined, requireText } from '@missionctl/session-store/operations';
import { FocusNeededError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import { lookAtRoster } from '../roster/mission-roster.ts';
import { changeWork } from './change-work.ts';
import { requireNote } from './hand-over.ts';
import type { WorkOutcome } from './work-outcome.ts';

/**
 * Takes the claim on the focus of the selected participant from whoever holds it, in one step with a
 * reason; who had it learns that with each of its commands. An agent, which has an alias, takes it only from
 * one who is gone.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param reason - why, for the one who had it; at most 200 characters
 * @param options - how long to wait for each lock
 * @returns as `setDrive`: `held` where an agent may not take it
 * @throws ERR_CLAIM_CHANGED when the claim went over to somebody else meanwhile; ERR_FOCUS_NEEDED and
 *   what `setDrive` throws
 * @example
 * const { predecessor } = yield* take(home, evidence, 'it fell asleep');
 */
export function* take(
  home: Home,
  evidence: Evidence,
  reason: string,
  options: LockWait = {},
): Operation<WorkOutcome> {
  requireCall(home, evidence, options);
  requireText('reason', reason);
  requireNote('reason', reason);
  if (reason.trim() === '') throw wrongValue('reason', 'a text that is not empty');
  const { address } = yield* resolveSession(home, evidence);
  const { session } = yield* ensureJoined(home.store, address);
  if (session.focus === null) throw new FocusNeededError(address);
  const look = yield* lookAtRoster(home, address.missionId, { focuses: [session.focus] });
  const seen = look.claims.get(session.focus);
  const patch = { driveIntent: 'active' } as const;
  const wait = { timeoutMs: options.timeoutMs };
  return yield* changeWork(home, evidence, {
    patch,
    wait,
    onCollision: 'hold',
    take: { reason, seen },
  });
}
