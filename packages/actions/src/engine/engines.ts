import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import {
  type ChosenOutcome,
  type EngineAddress,
  type ForgottenOutcome,
  forgetEngine as forgetting,
  requireEngineAddress,
  chooseEngine as storing,
} from './choose-engine.ts';
import { chosenFor, type EngineOutcome, engineOf as finding } from './chosen-engine.ts';

/**
 * Stores in this home, and nowhere else, which engine a mission is shared through, and that a person has
 * confirmed that. The caller has asked; nothing is sent to the engine by this call. Where another one was chosen
 * before, this home is withdrawn from that first, as by `forgetEngine`.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param address - the engine
 * @param options - how long to wait for each lock, and the signal that ends it
 * @returns what is stored, and what was before; that others may see this home there still is a warning,
 *   `NOT_WITHDRAWN`
 * @throws ERR_INVALID_ID, ERR_STATE_DAMAGED, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...); TypeError for an address that cannot be one
 * @example
 * await chooseEngine(home, 'demo', { url: 'git:https://example.com/team/project.git' });
 */
export async function chooseEngine(
  home: Home,
  missionId: string,
  address: EngineAddress,
  options: Wait = {},
): Promise<ChosenOutcome> {
  const { url, namespace } = requireEngineAddress(address);
  const before = await runWaiting(() => finding(home, missionId), options);
  const isOther =
    before.status === 'chosen' &&
    (before.choice.url !== url || before.choice.namespace !== namespace);
  const choosing = () => runWaiting(() => storing(home, missionId, address, options), options);
  if (!isOther) return await choosing();
  const { withdrawFrom } = await import('../sharing/withdraw-from.ts');
  const warnings = await withdrawFrom(home, chosenFor(missionId, before.choice), options);
  return { ...(await choosing()), warnings };
}

/**
 * As `chooseEngine`, and blocks the thread meanwhile. No engine is asked: at a former one this home is seen still.
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
  return runSync(storing(home, missionId, address, options));
}

/**
 * Forgets which engine a mission is shared through, and what was seen there. Before that this home withdraws its
 * entries and releases its claims there, within the time that the home gives its engines in all, and in the pause
 * after a failure too; claims that were given to somebody of another home stay theirs. Its participants drive on
 * in this home. That the engine was confirmed stays; what the environment names counts again.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - how long to wait for each lock, and the signal that ends it
 * @returns whether one was chosen; that others may see this home there still is a warning, `NOT_WITHDRAWN`
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * const { status, warnings } = await forgetEngine(home, 'demo');
 */
export async function forgetEngine(
  home: Home,
  missionId: string,
  options: Wait = {},
): Promise<ForgottenOutcome> {
  const found = await runWaiting(() => finding(home, missionId), options);
  const forget = () => runWaiting(() => forgetting(home, missionId, options), options);
  if (found.status !== 'chosen' && found.status !== 'damaged') return await forget();
  const { forgetThere, notWithdrawn } = await import('../sharing/withdraw-from.ts');
  if (found.status === 'chosen') {
    return await forgetThere(home, chosenFor(missionId, found.choice), options);
  }
  return { ...(await forget()), warnings: [notWithdrawn(`'${found.path}' is damaged`)] };
}

/**
 * As `forgetEngine`, and blocks the thread meanwhile. The engine is not asked: this home is seen there still.
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
