import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import {
  type ChosenOutcome,
  chooseEngine as choosing,
  type EngineAddress,
  type ForgottenOutcome,
  forgetEngine as forgetting,
} from './choose-engine.ts';
import { type EngineOutcome, engineOf as finding } from './chosen-engine.ts';

/**
 * Stores in this home, and nowhere else, which engine a mission is shared through, and that a person has
 * confirmed that. The caller has asked; nothing leaves the home by this call.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param address - the engine
 * @param options - how long to wait for each lock
 * @returns what is stored, and what was before
 * @throws ERR_INVALID_ID, ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...); TypeError for an address that cannot be one
 * @example
 * await chooseEngine(home, 'demo', { url: 'git:https://example.com/team/project.git' });
 */
export function chooseEngine(
  home: Home,
  missionId: string,
  address: EngineAddress,
  options: Wait = {},
): Promise<ChosenOutcome> {
  return runWaiting(() => choosing(home, missionId, address, options), options);
}

/**
 * As `chooseEngine`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param address - the engine
 * @param options - how long to wait for each lock
 * @returns what is stored, and what was before
 * @throws ERR_INVALID_ID, ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...); TypeError for an address that cannot be one
 * @example
 * chooseEngineSync(home, 'demo', { url: 'git:https://example.com/team/project.git' });
 */
export function chooseEngineSync(
  home: Home,
  missionId: string,
  address: EngineAddress,
  options: LockWait = {},
): ChosenOutcome {
  return runSync(choosing(home, missionId, address, options));
}

/**
 * Forgets which engine a mission is shared through, and what was seen there. That it was confirmed stays; and
 * so does what others see of this home there.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - how long to wait for each lock
 * @returns whether one was chosen
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { status } = await forgetEngine(home, 'demo');
 */
export function forgetEngine(
  home: Home,
  missionId: string,
  options: Wait = {},
): Promise<ForgottenOutcome> {
  return runWaiting(() => forgetting(home, missionId, options), options);
}

/**
 * As `forgetEngine`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - how long to wait for each lock
 * @returns whether one was chosen
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { status } = forgetEngineSync(home, 'demo');
 */
export function forgetEngineSync(
  home: Home,
  missionId: string,
  options: LockWait = {},
): ForgottenOutcome {
  return runSync(forgetting(home, missionId, options));
}

/**
 * Finds the engine of a mission: what was chosen in this home, or else what the environment names, if that was
 * confirmed here. Nothing in a repository is looked at, and no engine is asked.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @returns the engine, and why it counts or does not
 * @throws ERR_INVALID_ID, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { status } = await engineOf(home, 'demo');
 */
export function engineOf(home: Home, missionId: string): Promise<EngineOutcome> {
  return runWaiting(() => finding(home, missionId));
}

/**
 * As `engineOf`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @returns the engine, and why it counts or does not
 * @throws ERR_INVALID_ID, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { status } = engineOfSync(home, 'demo');
 */
export function engineOfSync(home: Home, missionId: string): EngineOutcome {
  return runSync(finding(home, missionId));
}
