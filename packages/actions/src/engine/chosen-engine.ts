import type { Operation } from '@missionctl/atomic-fs/operations';
import type { EngineChoice } from '@missionctl/roster';
import { findConfirmedEngine, readEngineChoice } from '@missionctl/roster/operations';
import { type Home, requireHome } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import type { ChosenEngine } from './engine-source.ts';

/** Which engine counts for a mission. */
export type EngineOutcome =
  /** A person of this home has chosen it for the mission. */
  | { readonly status: 'chosen'; readonly choice: EngineChoice }
  /** The environment names it, and a person has confirmed it in this home. */
  | { readonly status: 'environment'; readonly choice: EngineChoice }
  /** The environment names it, and nobody has confirmed it in this home: it does not count. */
  | { readonly status: 'unconfirmed'; readonly url: string }
  /** What was chosen cannot be read, so none counts. */
  | { readonly status: 'damaged'; readonly path: string }
  /** The mission is shared with no other home. */
  | { readonly status: 'none' };

/**
 * Finds the engine of a mission: what was chosen in this home, or else what the environment names, if that was
 * confirmed here. Nothing in a repository is looked at, and no engine is asked.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @returns the engine, and why it counts or does not
 * @throws ERR_INVALID_ID, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { status } = yield* engineOf(home, 'demo');
 */
export function* engineOf(home: Home, missionId: string): Operation<EngineOutcome> {
  requireHome(home);
  const roster = rosterOf(home, missionId);
  const stored = yield* readEngineChoice(roster);
  if (stored.status === 'present') return { status: 'chosen', choice: stored.choice };
  if (stored.status === 'damaged') return stored;
  const url = home.engine?.url;
  if (url === undefined) return { status: 'none' };
  const choice = yield* findConfirmedEngine(roster, url);
  return choice === undefined ? { status: 'unconfirmed', url } : { status: 'environment', choice };
}

/** What a choice for a mission opens. */
export function chosenFor(
  missionId: string,
  { url, namespace, readOnly = false, touching = false }: EngineChoice,
): ChosenEngine {
  return { missionId, url, namespace, readOnly, touching };
}
