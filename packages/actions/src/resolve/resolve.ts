import { runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import {
  type ResolvedSession,
  resolveSession,
  resolveSelection as resolvingSelection,
  type SelectedMission,
} from './resolve-session.ts';

/**
 * Selects the session: the mission that the first of flag, environment, pin and pointer names, and who
 * acts in it. Decided by the names of files alone.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, what selected it, and the address of the session
 * @throws ERR_NO_ACTIVE_MISSION, ERR_NOT_JOINED, ERR_POINTER_DANGLING, ERR_POINTER_DAMAGED,
 *   ERR_PIN_REFUSED, ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_WHO_UNKNOWN
 * @example
 * const { missionId, resolvedFrom } = await resolve(home, evidence);
 */
export function resolve(home: Home, evidence: Evidence): Promise<ResolvedSession> {
  return runWaiting(() => resolveSession(home, evidence));
}

/**
 * As `resolve`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, what selected it, and the address of the session
 * @throws ERR_NO_ACTIVE_MISSION, ERR_NOT_JOINED, ERR_POINTER_DANGLING, ERR_POINTER_DAMAGED,
 *   ERR_PIN_REFUSED, ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_WHO_UNKNOWN
 * @example
 * const { missionId, resolvedFrom } = resolveSync(home, evidence);
 */
export function resolveSync(home: Home, evidence: Evidence): ResolvedSession {
  return runSync(resolveSession(home, evidence));
}

/**
 * Selects the mission, and no session: one in which whoever acts is joined or, where that is not known,
 * anybody of the home.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, and what selected it
 * @throws what `resolve` throws, but for ERR_WHO_UNKNOWN
 * @example
 * const { missionId } = await resolveSelection(home, evidence);
 */
export function resolveSelection(home: Home, evidence: Evidence): Promise<SelectedMission> {
  return runWaiting(() => resolvingSelection(home, evidence));
}

/**
 * As `resolveSelection`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @returns the mission, and what selected it
 * @throws what `resolve` throws, but for ERR_WHO_UNKNOWN
 * @example
 * const { missionId } = resolveSelectionSync(home, evidence);
 */
export function resolveSelectionSync(home: Home, evidence: Evidence): SelectedMission {
  return runSync(resolvingSelection(home, evidence));
}
