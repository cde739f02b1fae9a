import { findPin, resolveMission } from '@missionctl/active-pointer/operations';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { JoinedSession, LockWait } from '@missionctl/session-store';
import { ensureJoined, isJoined } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { aliasOf } from '../who/alias-of.ts';
import type { AgentSession, NothingDone } from './outcomes.ts';

/** The session of the agent that acts. */
export interface FoundAgent extends Pick<AgentSession, 'address' | 'resolvedFrom'> {
  readonly status: 'found';
  readonly loaded: JoinedSession;
  /** Where it works; undefined where that is not known. */
  readonly directory: string | undefined;
}

/** Where an agent would have its session. */
export interface AgentPlace extends Pick<AgentSession, 'address' | 'resolvedFrom'> {
  readonly status: 'place';
  readonly isJoined: boolean;
  readonly directory: string | undefined;
}

/** An agent waits for nobody: what is busy so long is left out. */
export function agentWait({ timeoutMs = 50 }: LockWait): LockWait {
  return { timeoutMs };
}

/**
 * Finds where the agent has its session, or would have it. The pointer selects none: it is the person's, and
 * an agent in any directory would follow it.
 *
 * @throws ERR_INVALID_ID, ERR_PIN_REFUSED, and what `isJoined` throws
 */
export function* placeOfAgent(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): Operation<AgentPlace | NothingDone> {
  const given = requireCall(home, evidence, options);
  const { flag, environment, directory } = given.mission;
  const alias = aliasOf(given);
  if (alias === undefined) return { status: 'nobody', missionId: undefined };
  const resolved = yield* resolveMission({
    flag,
    environment,
    *pin() {
      return directory === undefined ? undefined : (yield* findPin(directory))?.missionId;
    },
    pointer: () => effects.invoke(() => undefined),
    isJoined: (missionId) => isJoined(home.store, { missionId, alias }),
  });
  if (resolved.status === 'none') return { status: 'not-selected', missionId: undefined };
  const { missionId, source } = resolved;
  return {
    status: 'place',
    address: { missionId, alias },
    resolvedFrom: source,
    isJoined: resolved.status === 'resolved',
    directory: given.workingDirectory,
  };
}

/**
 * Finds the session of the agent that acts.
 *
 * @throws ERR_SESSION_DAMAGED, and what `placeOfAgent` throws
 */
export function* findAgent(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): Operation<FoundAgent | NothingDone> {
  const place = yield* placeOfAgent(home, evidence, options);
  if (place.status !== 'place') return place;
  const { address, resolvedFrom, directory } = place;
  if (!place.isJoined) return { status: 'not-joined', missionId: address.missionId };
  const loaded = yield* ensureJoined(home.store, address);
  return { status: 'found', address, resolvedFrom, directory, loaded };
}
