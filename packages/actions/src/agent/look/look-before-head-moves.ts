import type { Operation } from '@missionctl/atomic-fs/operations';
import { placeOf } from '@missionctl/roster';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { collisionsNow } from '../../roster/collisions-now.ts';
import { nowhere } from '../../roster/record-presence.ts';
import { findAgent } from '../find-agent.ts';
import type { AgentLook, NothingDone } from '../outcomes.ts';
import { agentLook, asIfRecorded, lookForAgent } from './look-for-agent.ts';

/**
 * Looks who else works in the checkout of an agent that is about to change the files there under everybody:
 * to move its HEAD, or to sweep it. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @returns `SharedCheckout`, of severity `high`, for each of them
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const found = yield* lookBeforeHeadMoves(home, evidence);
 */
export function* lookBeforeHeadMoves(
  home: Home,
  evidence: Evidence,
): Operation<AgentLook | NothingDone> {
  const agent = yield* findAgent(home, evidence);
  if (agent.status !== 'found') return agent;
  const { directory, loaded } = agent;
  const place = directory === undefined ? undefined : placeOf(directory);
  const found = yield* lookForAgent(home, agent, []);
  const { presence = nowhere } = found.mine ?? {};
  const seen = place === undefined ? found : asIfRecorded(found, { ...presence, place });
  const collisions = collisionsNow(seen.look, loaded.session, { movesHead: true });
  return agentLook(agent, seen, {
    collisions: collisions.filter(({ kind }) => kind === 'SharedCheckout'),
    holder: undefined,
  });
}
