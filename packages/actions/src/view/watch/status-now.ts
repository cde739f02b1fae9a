import type { MissionSource } from '@missionctl/active-pointer';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { requireObject } from '@missionctl/session-store/operations';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { requireCall } from '../../require-call.ts';
import { resolveForLook } from '../../resolve/resolve-session.ts';
import { type Looked, type StatusOutcome, statusAt } from '../status.ts';

/**
 * Shows a mission again, for a watch that stays with the mission it began with.
 * `resolvedFrom` is undefined once nothing selects that mission any more.
 *
 * @param home - in which home
 * @param evidence - what may select the mission now, and who acts
 * @param looked - the mission, and which session is mine
 * @returns my session first, then the others, each with what is wrong with it
 * @throws what `statusAt` throws: ERR_NOT_JOINED, ERR_SESSION_DAMAGED and the others
 * @example
 * const { participants } = yield* statusNow(home, evidence, { missionId: 'demo', address: undefined });
 */
export function* statusNow(
  home: Home,
  evidence: Evidence,
  looked: Pick<Looked, 'missionId' | 'address'>,
): Operation<StatusOutcome> {
  requireCall(home, evidence);
  const { missionId, address } = requireObject('looked', looked);
  const resolvedFrom = yield* sourceNow(home, evidence, missionId);
  return yield* statusAt(home, { missionId, address, resolvedFrom });
}

function* sourceNow(
  home: Home,
  evidence: Evidence,
  missionId: string,
): Operation<MissionSource | undefined> {
  try {
    const resolved = yield* resolveForLook(home, evidence);
    return resolved.missionId === missionId ? resolved.resolvedFrom : undefined;
  } catch {
    // A source that cannot be resolved does not name this mission; the session itself has no fault.
    return undefined;
  }
}
