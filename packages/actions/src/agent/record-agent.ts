import { type Operation, wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { type Change, nowhere, recordChange } from '../roster/record-presence.ts';
import { agentWait, findAgent } from './find-agent.ts';
import type { AgentRecorded, NothingDone } from './outcomes.ts';

/**
 * Records that the agent waits for an answer of a person, since now unless it did already; or that it does
 * not wait any more.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param isWaiting - whether it waits
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * yield* setWaiting(home, evidence, true);
 */
export function* setWaiting(
  home: Home,
  evidence: Evidence,
  isWaiting: boolean,
  options: LockWait = {},
): Operation<AgentRecorded | NothingDone> {
  if (typeof isWaiting !== 'boolean') throw wrongType('isWaiting', 'true or false', isWaiting);
  const now = timestampFromMs(home.clock());
  return yield* recordAgent(home, evidence, options, (presence) => {
    const waiting = isWaiting ? (presence?.waiting ?? now) : undefined;
    return waiting === presence?.waiting ? presence : { ...(presence ?? nowhere), waiting };
  });
}

/**
 * Counts the agents that an agent has started for parts of its work, and that have not ended. There are
 * never fewer than none.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param change - 1 for one that was started, -1 for one that has ended
 * @param options - how long to wait for the lock, default 50 milliseconds
 * @returns what kept it from being recorded
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * yield* countSubagents(home, evidence, 1);
 */
export function* countSubagents(
  home: Home,
  evidence: Evidence,
  change: 1 | -1,
  options: LockWait = {},
): Operation<AgentRecorded | NothingDone> {
  if (change !== 1 && change !== -1) throw wrongValue('change', '1 or -1');
  return yield* recordAgent(home, evidence, options, (presence) => {
    const { subagents: before = 0 } = presence ?? {};
    const now = Math.max(0, before + change);
    const subagents = now === 0 ? undefined : now;
    return now === before ? presence : { ...(presence ?? nowhere), subagents };
  });
}

function* recordAgent(
  home: Home,
  evidence: Evidence,
  options: LockWait,
  change: Change,
): Operation<AgentRecorded | NothingDone> {
  const agent = yield* findAgent(home, evidence, options);
  if (agent.status !== 'found') return agent;
  const { address, resolvedFrom, loaded } = agent;
  const { session, warnings } = loaded;
  const recorded = yield* recordChange(
    home,
    { address, session, wait: agentWait(options) },
    change,
  );
  const all = [...warnings, ...recorded.warnings];
  return { status: 'recorded', address, resolvedFrom, session, warnings: all };
}
