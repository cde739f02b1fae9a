import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { type PrunePlan, type PruneRequest, planPrune as planning } from './plan-prune.ts';
import { type PruneOutcome, pruneSessions as pruning } from './prune-sessions.ts';

/**
 * Decides whose sessions would be removed: those of aliases that are proven gone. Never the owner's, and
 * never one that cannot be read. Nothing is changed.
 *
 * @param home - in which home
 * @param request - which of them, and whether those of unknown fate too
 * @returns who would be removed
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the mission
 * @example
 * const { participants } = await planPrune(home, { unknownForMs: 30 * 86_400_000 });
 */
export function planPrune(home: Home, request: PruneRequest = {}): Promise<PrunePlan> {
  return runWaiting(() => planning(home, request));
}

/**
 * As `planPrune`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param request - which of them, and whether those of unknown fate too
 * @returns who would be removed
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ; ERR_INVALID_ID of the mission
 * @example
 * const { participants } = planPruneSync(home);
 */
export function planPruneSync(home: Home, request: PruneRequest = {}): PrunePlan {
  return runSync(planning(home, request));
}

/**
 * Removes what was planned: the sessions, then the claims and presences of their participants. Each is
 * looked at again under its session's lock right before: one that came back is kept. The lock files
 * stay, and so does what the issuer knows.
 *
 * @param home - in which home
 * @param plan - what `planPrune` gave
 * @param options - how long to wait for each lock
 * @returns what was removed, and what was not; faults of one session are in `failed`
 * @throws TypeError and RangeError for arguments that cannot be, and the signal's reason
 * @example
 * const { pruned } = await prune(home, await planPrune(home));
 */
export async function prune(
  home: Home,
  plan: PrunePlan,
  options: Wait = {},
): Promise<PruneOutcome> {
  const outcome = await runWaiting(() => pruning(home, plan, options), options);
  const missionIds = new Set(outcome.pruned.map(({ address }) => address.missionId));
  const { signal } = options;
  const { sharedChange } = await import('../sharing/shared.ts');
  // At once: an engine that is away is waited for once, and not for each mission.
  const sharing = [...missionIds].map((missionId) =>
    sharedChange(home, { warnings: [] }, { missionId, signal }),
  );
  const shared = await Promise.all(sharing);
  return {
    ...outcome,
    warnings: [...outcome.warnings, ...shared.flatMap((each) => each.warnings)],
  };
}

/**
 * As `prune`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param plan - what `planPruneSync` gave
 * @param options - how long to wait for each lock
 * @returns what was removed, and what was not; faults of one session are in `failed`
 * @throws TypeError and RangeError for arguments that cannot be
 * @example
 * const { pruned } = pruneSync(home, planPruneSync(home));
 */
export function pruneSync(home: Home, plan: PrunePlan, options: LockWait = {}): PruneOutcome {
  return runSync(pruning(home, plan, options));
}
