import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import type { Actor } from './actor.ts';
import { livesNear, type NearLife } from './lives-near.ts';
import { missionOf } from './mission-of.ts';
import { doubtful, namedActor } from './named-actor.ts';
import { plainActor } from './plain-actor.ts';
import { requireSurroundings, type Surroundings } from './surroundings.ts';

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
 * const who = yield* identify(home, evidence, { harnesses, onTerminal: false });
 */
export function* identify(
  home: Home,
  evidence: Evidence,
  surroundings: Surroundings,
): Operation<Actor> {
  const { mission } = requireCall(home, evidence);
  requireSurroundings(surroundings);
  const plain = plainActor(surroundings.alias);
  if (plain !== undefined) return plain;
  const named = namedActor(surroundings);
  if (named.kind === 'several') return doubtful('several', surroundings);
  const missionId = yield* missionOf(home, { mission });
  const lives = missionId === undefined ? [] : yield* livesNear(home, missionId);
  if (named.kind !== 'one') return actorAmong(lives, surroundings);
  const { alias, from } = named;
  const own = lives.find((each) => each.alias === alias);
  if (own?.isAround === false) return doubtful('left-over', surroundings, alias);
  const isAgents = surroundings.harnesses.length > 0;
  // Whoever sits at a terminal is likely to be a person; some agents have one too, and live around it.
  if (isAgents && surroundings.onTerminal && own === undefined) {
    return doubtful('terminal', surroundings, alias);
  }
  return { alias, from };
}

/**
 * Whose life runs around the caller: of the owner's, which may hold an agent's, only where there is no other,
 * and of those that have ended as well: one process may have been the life of several sessions, in turn.
 */
function actorAmong(lives: readonly NearLife[], surroundings: Surroundings): Actor {
  const around = lives.filter(({ alias, isAround }) => isAround && alias !== null);
  const running = around.filter(({ hasEnded }) => !hasEnded);
  const candidates = running.length === 0 ? around : running;
  const [alias, ...others] = new Set(candidates.map((each) => each.alias));
  if (others.length > 0) return doubtful('several', surroundings);
  if (alias !== undefined) return { alias, from: 'anchor' };
  if (surroundings.harnesses.length > 0) return doubtful('no-session', surroundings);
  return { alias: null, from: 'myself' };
}
