import type { Operation } from '@missionctl/atomic-fs/operations';
import { issueIdentity, readLedger } from '@missionctl/issuer/operations';
import type { SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress } from '@missionctl/session-store';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { joinLocally, ownIssuer } from '../join/join.ts';
import type { EnterRequest } from './outcomes.ts';
import { removeTraces } from './remove-traces.ts';

/** A session that a hook made. */
export interface HookJoin {
  readonly session: SessionState;
  /** Whether nothing is known of it but that a hook has joined it: such a one may vanish. */
  readonly isNew: boolean;
}

/**
 * Joins for an agent that did not ask for it, by this machine's own issuer. While its identity is issued
 * another process may forget that very identity, of a session of the same agent that has ended: so it is asked
 * for once more when the session is stored, after which nobody forgets it.
 */
export function* joinForHook(
  home: Home,
  address: SessionAddress,
  evidence: Evidence,
  { role = 'developer', principal = 'unnamed', wait }: EnterRequest & { readonly wait: LockWait },
): Operation<HookJoin> {
  const { missionId, alias = '' } = address;
  const before = yield* readLedger(home.path, missionId);
  const isNew = before.status !== 'present' || !before.value.participants.has(alias);
  const who = { mission: missionId, who: alias, workingDirectory: evidence.workingDirectory };
  const request = { role, principal, activate: false };
  const { session } = yield* joinLocally(home, who, request, wait);
  const ask = { missionId, alias, role, principal: `${principal}/${alias}` };
  const { participantId } = yield* issueIdentity(ownIssuer(home), ask, wait);
  if (participantId === session.participantId) return { session, isNew };
  const again = yield* joinLocally(home, who, { ...request, replace: true }, wait);
  yield* removeTraces(home, address, session, wait);
  return { session: again.session, isNew };
}
