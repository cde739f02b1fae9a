import { runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import type { Actor } from './actor.ts';
import { identify as identifying } from './identify.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Says who acts, where the caller did not: the participant that the variables name, unless that lives
 * elsewhere; else the one whose life runs around the caller; else the home's owner. An agent that lost its
 * variables, or has another's, is nobody, and never the owner.
 *
 * @param home - in which home
 * @param evidence - what may select the mission in whose roster the lives are looked up
 * @param surroundings - what stands around the caller
 * @returns who acts; from `unknown`, with the doubt, where that is not known
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY of the mission's files; TypeError
 * @example
 * const harnesses = [{ name: 'claude', sessionId }];
 * const who = await identify(home, { mission: 'demo' }, { harnesses, onTerminal: false });
 */
export function identify(
  home: Home,
  evidence: Evidence,
  surroundings: Surroundings,
): Promise<Actor> {
  return runWaiting(() => identifying(home, evidence, surroundings));
}

/**
 * As `identify`, and blocks the thread meanwhile.
 *
 * @param home - in which home
 * @param evidence - what may select the mission in whose roster the lives are looked up
 * @param surroundings - what stands around the caller
 * @returns who acts; from `unknown`, with the doubt, where that is not known
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY of the mission's files; TypeError
 * @example
 * const harnesses = [{ name: 'claude', sessionId }];
 * const who = identifySync(home, { mission: 'demo' }, { harnesses, onTerminal: false });
 */
export function identifySync(home: Home, evidence: Evidence, surroundings: Surroundings): Actor {
  return runSync(identifying(home, evidence, surroundings));
}
