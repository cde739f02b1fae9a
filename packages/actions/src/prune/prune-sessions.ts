import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { verdictFacts } from '@missionctl/roster';
import type { Issue } from '@missionctl/session-model';
import type { LoadedSession, LockWait } from '@missionctl/session-store';
import { removeSessionIf, requireObject, requireWait } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { lifeOf, machineNow, processesOf } from '../roster/mission-roster.ts';
import { presenceNow } from '../roster/presence-now.ts';
import { withdraw } from '../roster/withdraw.ts';
import type { Prunable, PruneGrounds, PrunePlan } from './plan-prune.ts';

/** What became of the sessions that were to be removed. */
export interface PruneOutcome {
  /** What this outcome is. */
  readonly status: 'pruned';
  /** Whose session was removed, with what they had recorded and held. */
  readonly pruned: readonly Prunable[];
  /** Who came back since it was planned. */
  readonly kept: readonly Prunable[];
  /** Whose session could not be removed, and why; the others were, all the same. */
  readonly failed: readonly { readonly participant: Prunable; readonly error: Error }[];
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}

/**
 * Removes what was planned: the sessions, then the claims and presences of their participants. Each is
 * looked at again under its session's lock right before: one that came back is kept. The lock files
 * stay, and so does what the issuer knows.
 *
 * @param home - in which home
 * @param plan - what `planPrune` gave
 * @param options - how long to wait for each lock
 * @returns what was removed, and what was not
 * @throws TypeError and RangeError for arguments that cannot be; faults of one session are in `failed`
 * @example
 * const { pruned } = yield* pruneSessions(home, yield* planPrune(home));
 */
export function* pruneSessions(
  home: Home,
  plan: PrunePlan,
  options: LockWait = {},
): Operation<PruneOutcome> {
  requireHome(home);
  requireWait(options);
  const { participants, grounds, warnings: found } = requireObject('plan', plan);
  const { timeoutMs } = options;
  const pruned: Prunable[] = [];
  const kept: Prunable[] = [];
  const failed: PruneOutcome['failed'][number][] = [];
  const warnings = [...found];
  const machine = yield* machineNow(home);
  for (const participant of participants) {
    const { address, loaded } = participant;
    const of = grounds.get(address.missionId);
    if (of === undefined) continue;
    const isStill = stillAway(home, participant, { ...of, machine });
    try {
      const isRemoved = yield* removeSessionIf(home.store, address, isStill, { timeoutMs });
      (isRemoved ? pruned : kept).push(participant);
      if (!isRemoved) continue;
      const { claims } = of;
      warnings.push(...(yield* withdraw(home, address, loaded.session, { timeoutMs, claims })));
    } catch (error) {
      if (!(error instanceof Error) || errnoOf(error) === undefined) throw error;
      failed.push({ participant, error });
    }
  }
  return { status: 'pruned', pruned, kept, failed, warnings };
}

/** Whether a participant is as it was planned: it has done nothing since, and its verdict is the same. */
function stillAway(
  home: Home,
  { address, loaded: planned, verdict }: Prunable,
  { facts: before, machine }: PruneGrounds & { readonly machine: string | undefined },
): (found: LoadedSession) => Operation<boolean> {
  const { participantId } = planned.session;
  return function* (found) {
    if (found.status !== 'joined' || found.version !== planned.version) return false;
    const presence = yield* presenceNow(home, address.missionId, participantId);
    const presences = new Map(presence === undefined ? [] : [[participantId, presence]]);
    const now = verdictFacts([presence], machine, processesOf(home));
    // Of the others only what they share with it matters.
    const facts = { ...now, shared: before.shared };
    const life = lifeOf({ loaded: found }, { presences, facts, nowMs: home.clock() });
    return life.verdict === verdict;
  };
}
