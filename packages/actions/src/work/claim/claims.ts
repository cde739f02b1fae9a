import { runSync } from '@missionctl/atomic-fs/operations';
import type { Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import type { WorkOutcome } from '../work-outcome.ts';
import { ask as asking } from './ask-for-claim.ts';
import { type CheckOptions, type CheckOutcome, check as checking } from './check-claim.ts';
import { give as giving } from './give-claim.ts';
import type { HandOverOptions, HandOverOutcome } from './hand-over.ts';
import { type TakeOptions, take as taking } from './take-claim.ts';

/**
 * Gives what the selected participant drives to another, who accepts by driving it. Until then the giver
 * drives on, and may take it back by `setDrive`; nobody else gets it, also after the giver has ended. In a mission
 * that is shared the receiver may be in another home: the engine is asked first who is there, and then keeps it for
 * them. A name that somebody here and somebody elsewhere have is that of several.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param receiver - an alias, here or in another home, `me` for the owner of this home, or the first characters of a
 *   participant id
 * @param options - what the receiver should know, and how long to wait for each lock
 * @returns for whom it is kept; `held` where another drives there
 * @throws ERR_RECEIVER, ERR_FOCUS_NEEDED, ERR_NOT_DRIVING, ERR_NO_CAPABILITY of the receiver; what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * await give(home, evidence, 'bot', { note: 'tests are green' });
 */
export async function give(
  home: Home,
  evidence: Evidence,
  receiver: string,
  options: HandOverOptions & Wait = {},
): Promise<HandOverOutcome> {
  const { sharedHandOver } = await import('../../sharing/shared.ts');
  return await sharedHandOver(home, evidence, options, () =>
    giving(home, evidence, receiver, options),
  );
}

/**
 * As `give`, and blocks the thread meanwhile. No engine is asked: of other homes those count who were seen last, and
 * the next function that asks one keeps it there.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param receiver - an alias, `me` for the home's owner, or the first characters of a participant id
 * @param options - what the receiver should know, and how long to wait for each lock
 * @returns for whom it is kept; `held` where another drives there
 * @throws ERR_RECEIVER, ERR_FOCUS_NEEDED, ERR_NOT_DRIVING, ERR_NO_CAPABILITY of the receiver; what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * giveSync(home, evidence, 'bot', { note: 'tests are green' });
 */
export function giveSync(
  home: Home,
  evidence: Evidence,
  receiver: string,
  options: HandOverOptions = {},
): HandOverOutcome {
  return runSync(giving(home, evidence, receiver, options));
}

/**
 * Asks whoever drives the focus of the selected participant for it. The holder learns it with each of its
 * commands, and decides.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - what the holder should know, and how long to wait for each lock
 * @returns who was asked; `free` where nobody drives there
 * @throws ERR_FOCUS_NEEDED, ERR_NO_CAPABILITY; what `resolve` and a write throw (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * const { holder } = await ask(home, evidence, { note: 'I need it for the release' });
 */
export async function ask(
  home: Home,
  evidence: Evidence,
  options: HandOverOptions & Wait = {},
): Promise<HandOverOutcome> {
  const { sharedHandOver } = await import('../../sharing/shared.ts');
  return await sharedHandOver(home, evidence, options, () => asking(home, evidence, options));
}

/**
 * As `ask`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - what the holder should know, and how long to wait for each lock
 * @returns who was asked; `free` where nobody drives there
 * @throws ERR_FOCUS_NEEDED, ERR_NO_CAPABILITY; what `resolve` and a write throw (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * const { holder } = askSync(home, evidence, { note: 'I need it for the release' });
 */
export function askSync(
  home: Home,
  evidence: Evidence,
  options: HandOverOptions = {},
): HandOverOutcome {
  return runSync(asking(home, evidence, options));
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
 * const { predecessor } = await take(home, evidence, 'it fell asleep');
 */
export async function take(
  home: Home,
  evidence: Evidence,
  reason: string,
  options: TakeOptions & Wait = {},
): Promise<WorkOutcome> {
  const { sharedTake } = await import('../../sharing/shared.ts');
  return await sharedTake(home, evidence, options, (asking) =>
    taking(home, evidence, reason, { ...options, ...asking }),
  );
}

/**
 * As `take`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param reason - why, for the one who had it; at most 200 characters
 * @param options - which claim, whom the taker saw hold it, and how long to wait for each lock
 * @returns as `setDrive`: `held` where an agent may not take it
 * @throws ERR_CLAIM_CHANGED when the claim went over to somebody else meanwhile; ERR_FOCUS_NEEDED,
 *   ERR_INVALID_FOCUS and what `setDrive` throws
 * @example
 * const { predecessor } = takeSync(home, evidence, 'it fell asleep');
 */
export function takeSync(
  home: Home,
  evidence: Evidence,
  reason: string,
  options: TakeOptions = {},
): WorkOutcome {
  return runSync(taking(home, evidence, reason, options));
}

/**
 * Looks whether the selected participant holds the claim on its focus, for a hook that stops what
 * another drives by now. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - the term in which it must hold it; default: any
 * @returns whether it does, and who does instead
 * @throws what `resolve` throws; RangeError for a term that is none
 * @example
 * const { status } = await check(home, evidence, { term: 3 });
 */
export function check(
  home: Home,
  evidence: Evidence,
  options: CheckOptions = {},
): Promise<CheckOutcome> {
  return runWaiting(() => checking(home, evidence, options));
}

/**
 * As `check`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param options - the term in which it must hold it; default: any
 * @returns whether it does, and who does instead
 * @throws what `resolve` throws; RangeError for a term that is none
 * @example
 * const { status } = checkSync(home, evidence, { term: 3 });
 */
export function checkSync(
  home: Home,
  evidence: Evidence,
  options: CheckOptions = {},
): CheckOutcome {
  return runSync(checking(home, evidence, options));
}
