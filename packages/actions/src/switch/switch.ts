import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { type PinOutcome, pinMission, type UnpinOutcome, unpinMission } from './pin-mission.ts';
import {
  previousMission as reading,
  type SwitchOutcome,
  type SwitchRequest,
  switchMission as switching,
} from './switch-mission.ts';

/**
 * Makes a mission the active one, or none. Refused where something more specific than the pointer
 * selects another mission, since nobody would see it.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param request - which mission, and whether it is only planned
 * @param options - how long to wait for the lock
 * @returns which mission is active now, and which was
 * @throws ERR_NOT_JOINED, ERR_MASKED, ERR_STATE_CONFLICT, ERR_INVALID_ID, ERR_POINTER_DAMAGED, and
 *   what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * await switchMission(home, evidence, { to: 'demo' });
 */
export function switchMission(
  home: Home,
  evidence: Evidence,
  request: SwitchRequest,
  options: Wait = {},
): Promise<SwitchOutcome> {
  return runWaiting(() => switching(home, evidence, request, options), options);
}

/**
 * As `switchMission`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param request - which mission, and whether it is only planned
 * @param options - how long to wait for the lock
 * @returns which mission is active now, and which was
 * @throws ERR_NOT_JOINED, ERR_MASKED, ERR_STATE_CONFLICT, ERR_INVALID_ID, ERR_POINTER_DAMAGED, and
 *   what a write throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * switchMissionSync(home, evidence, { to: 'demo' });
 */
export function switchMissionSync(
  home: Home,
  evidence: Evidence,
  request: SwitchRequest,
  options: LockWait = {},
): SwitchOutcome {
  return runSync(switching(home, evidence, request, options));
}

/**
 * The mission that was active before the present one.
 *
 * @param home - in which home
 * @returns its id
 * @throws ERR_NO_ACTIVE_MISSION when there is none; ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE,
 *   ERR_UNUSABLE_DIRECTORY
 * @example
 * const before = await previousMission(home);
 */
export function previousMission(home: Home): Promise<string> {
  return runWaiting(() => reading(home));
}

/**
 * As `previousMission`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @returns its id
 * @throws ERR_NO_ACTIVE_MISSION when there is none; ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE,
 *   ERR_UNUSABLE_DIRECTORY
 * @example
 * const before = previousMissionSync(home);
 */
export function previousMissionSync(home: Home): string {
  return runSync(reading(home));
}

/**
 * Pins the selected mission to a directory: there and below, that mission is selected. Anybody of the
 * home may be joined in it.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param directory - the absolute path of the directory, or a file URL
 * @returns the file, and the mission that it names
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE, and what `resolve`
 *   rejects with
 * @example
 * await pin(home, evidence, '/home/me/code/api');
 */
export function pin(home: Home, evidence: Evidence, directory: string | URL): Promise<PinOutcome> {
  return runWaiting(() => pinMission(home, evidence, directory));
}

/**
 * As `pin`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param directory - the absolute path of the directory, or a file URL
 * @returns the file, and the mission that it names
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE, and what `resolve`
 *   rejects with
 * @example
 * pinSync(home, evidence, '/home/me/code/api');
 */
export function pinSync(home: Home, evidence: Evidence, directory: string | URL): PinOutcome {
  return runSync(pinMission(home, evidence, directory));
}

/**
 * Removes the pin of a directory.
 *
 * @param directory - the absolute path of the directory, or a file URL
 * @returns whether there was one, and the pin that counts there now
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE
 * @example
 * await unpin('/home/me/code/api');
 */
export function unpin(directory: string | URL): Promise<UnpinOutcome> {
  return runWaiting(() => unpinMission(directory));
}

/**
 * As `unpin`, and blocks the thread meanwhile.
 *
 * @param directory - the absolute path of the directory, or a file URL
 * @returns whether there was one, and the pin that counts there now
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE
 * @example
 * unpinSync('/home/me/code/api');
 */
export function unpinSync(directory: string | URL): UnpinOutcome {
  return runSync(unpinMission(directory));
}
