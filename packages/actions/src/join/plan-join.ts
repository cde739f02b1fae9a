import { readPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import { type Issue, type SessionState, sessionPath } from '@missionctl/session-model';
import type { JoinedSession } from '@missionctl/session-store';
import { requireObject } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { type JoinRequest, type PreparedJoin, requireRequest } from './prepare-join.ts';
import { newSession, reconcile } from './reconcile.ts';

/** What a join would do. */
export interface JoinPlan {
  /** What this outcome is. */
  readonly status: 'planned';
  /** The session's file. */
  readonly path: string;
  /** What would become of the file. */
  readonly writes: 'new' | 'rewritten' | 'damaged-moved-aside' | 'unchanged';
  /** Whether the mission would become the active one. */
  readonly activates: boolean;
  /** The mission that is the active one until then; undefined for none, or where it stays. */
  readonly former: string | undefined;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Says what a prepared join would do, and the conflict in which it would end. Nothing is written or
 * minted.
 *
 * @param home - in which home
 * @param request - the same that was prepared
 * @param prepared - what `prepareJoin` gave
 * @param grant - what the issuer would answer, where that is known without asking; an authority
 *   answers the same participant with the same identity. Default: the stored identity
 * @returns what would be written
 * @throws ERR_IDENTITY_CONFLICT and ERR_SESSION_INVALID where the join would;
 *   ERR_UNUSABLE_DIRECTORY
 * @example
 * const prepared = yield* prepareJoin(home, evidence, request);
 * const { writes } = yield* planJoin(home, request, prepared);
 */
export function* planJoin(
  home: Home,
  request: JoinRequest,
  prepared: PreparedJoin,
  grant?: Grant,
): Operation<JoinPlan> {
  requireHome(home);
  requireRequest(request);
  const { address, found } = requireObject('prepared', prepared);
  const path = sessionPath(home.path, address);
  const { activates, former, reasons } = yield* wouldActivate(home, request, prepared);
  const warnings = [...prepared.warnings, ...reasons];
  const plan = { status: 'planned', path, activates, former, warnings } as const;
  if (found.status === 'damaged') return { ...plan, writes: 'damaged-moved-aside' };
  if (found.status === 'absent') return { ...plan, writes: 'new' };
  const fresh = freshSession(prepared, found, grant);
  const wanted = reconcile(home, address, found, { fresh, replace: request.replace ?? false });
  return { ...plan, writes: wanted === found.session ? 'unchanged' : 'rewritten' };
}

function freshSession(
  { address, ask }: PreparedJoin,
  { session }: JoinedSession,
  grant: Grant | undefined,
): SessionState {
  if (grant === undefined) return { ...session, role: ask.role };
  return newSession(address, grant, { keepToken: false });
}

type Activation = Pick<JoinPlan, 'activates' | 'former'> & { readonly reasons: readonly Issue[] };

function* wouldActivate(
  home: Home,
  { activate = true }: JoinRequest,
  { address: { missionId, alias } }: PreparedJoin,
): Operation<Activation> {
  const stays = { activates: false, former: undefined };
  if (alias !== undefined || !activate) return { ...stays, reasons: [] };
  const { value, warnings } = yield* ignoringDamagedPointer(readPointer(home.pointer));
  const reasons = warnings.map((warning) => ({
    ...warning,
    message: `${missionId} is not the active mission: ${warning.message}`,
  }));
  if (value === undefined || value.active === missionId) return { ...stays, reasons };
  return { activates: true, former: value.active, reasons };
}
