import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { sharedChange, sharedEntry } from '../sharing/shared.ts';
import { end as ending } from './end-session.ts';
import { arrive, enter as entering, lookAround } from './enter-mission.ts';
import type { Ended, Entered, EnterLockOptions, EnterOptions, NothingDone } from './outcomes.ts';

// Apart from what a hook does in between: that needs no issuer, and is loaded before each edit.

/**
 * Lets an agent enter a mission that flag, environment or a pin names: joins where it has no session (by this
 * machine's issuer only), records the process in which it lives, and that it is there again. Who was displaced
 * meanwhile is set inactive. What it was shown before is forgotten: it has to be shown all. The engine of a mission
 * that is shared is asked who is there before the look, and given the entry after it, within the time that the home
 * gives its engines in all.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - the agent command line that it lives in, the role of one who joins, default `developer`; and how
 *   long to wait for each lock, default 50 milliseconds
 * @returns the session, and a look at the mission, with who is in it in other homes
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_NOT_JOINED when its session vanishes each time,
 *   and what `join` and `setDrive` throw
 * @example
 * const entered = await enter(home, evidence, { harness: 'claude' });
 */
export async function enter(
  home: Home,
  evidence: Evidence,
  options: EnterOptions,
): Promise<Entered | NothingDone> {
  const arrived = await runWaiting(() => arrive(home, evidence, options), options);
  if (arrived.status !== 'arrived') return arrived;
  const look = () => runWaiting(() => lookAround(home, arrived), options);
  return await sharedEntry(home, arrived, { look, signal: options.signal });
}

/**
 * As `enter`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - the agent command line that it lives in, the role of one who joins, default `developer`; and how
 *   long to wait for each lock, default 50 milliseconds
 * @returns the session, and a look at the mission
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_NOT_JOINED when its session vanishes each time,
 *   and what `join` and `setDrive` throw
 * @example
 * const entered = enterSync(home, evidence, { harness: 'claude' });
 */
export function enterSync(
  home: Home,
  evidence: Evidence,
  options: EnterLockOptions,
): Entered | NothingDone {
  return runSync(entering(home, evidence, options));
}

/**
 * Ends the session of an agent: it drives no more, its claim is released unless it gave it to somebody, and
 * others see that it is gone. Its identity stays for the day on which it comes back, but for one that a hook
 * joined and that never worked on anything: of that nothing stays. An agent that lives in another process too
 * goes on there. At the engine of a mission that is shared its entry says that it is gone, or is withdrawn where
 * nothing of it stays, and its claim is free, within the time that the home gives its engines; what the engine does
 * not learn now, the next command of anybody in this home says there.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - how long to wait for each lock, default 50 milliseconds
 * @returns what became of it, and what kept something of that from being written
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const ended = await end(home, evidence);
 * if (ended.status === 'vanished') console.log('nothing of it is left');
 */
export async function end(
  home: Home,
  evidence: Evidence,
  options: Wait = {},
): Promise<Ended | NothingDone> {
  const outcome = await runWaiting(() => ending(home, evidence, options), options);
  if (outcome.status !== 'ended' && outcome.status !== 'vanished') return outcome;
  const { missionId } = outcome.address;
  return await sharedChange(home, outcome, { missionId, signal: options.signal });
}

/**
 * As `end`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - how long to wait for each lock, default 50 milliseconds
 * @returns what became of it, and what kept something of that from being written
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const ended = endSync(home, evidence);
 * if (ended.status === 'vanished') console.log('nothing of it is left');
 */
export function endSync(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): Ended | NothingDone {
  return runSync(ending(home, evidence, options));
}
