import type { JoinRequest } from '@missionctl/issuer';
import { type JoinedSession, type LoadedSession, sessionPath } from '@missionctl/session-store';
import type { Outcome } from '../../output/outcome.ts';
import { ignoringDamagedPointer } from '../../session/ignoring-damaged-pointer.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { ChosenIssuer } from './choose-issuer.ts';
import { newSession, reconcile } from './store-grant.ts';

interface Plan {
  readonly chosen: ChosenIssuer;
  readonly found: LoadedSession;
  readonly replace: boolean;
}

/** What a join would do, or the conflict in which it would end. Writes nothing, and asks for no identity. */
export async function plannedJoin(
  invocation: Invocation,
  request: JoinRequest,
  plan: Plan,
): Promise<Outcome> {
  const { missionId, role, principal } = request;
  const { kind, asking } = plan.chosen;
  const path = sessionPath(invocation.home, request);
  const steps = [
    kind === 'given' ? asking : `${asking} for ${principal} as ${role}`,
    ...(await storing(invocation, request, plan)).map((step) => `${step} ${path}`),
    ...activating(invocation, request),
  ];
  return {
    data: { role, issuer: kind, principal, path, steps, dry_run: true },
    missionId,
    notes: steps.map((step) => `would ${step}`),
  };
}

async function storing(
  invocation: Invocation,
  request: JoinRequest,
  { chosen, found, replace }: Plan,
): Promise<readonly string[]> {
  if (found.status === 'damaged') return ['move aside the damaged', 'write'];
  if (found.status === 'absent') return ['write'];
  const fresh = await freshSession(request, chosen, found);
  const wanted = reconcile(invocation, request, found, { fresh, replace });
  return wanted === found.session ? [] : ['rewrite'];
}

/** An authority returns the same identity for the same participant, so there is no need to ask it. */
async function freshSession(
  request: JoinRequest,
  { kind, issuer }: ChosenIssuer,
  { session }: JoinedSession,
): Promise<JoinedSession['session']> {
  if (kind !== 'given') return { ...session, role: request.role };
  return newSession(request, await issuer.join(request), { keepToken: false });
}

function activating({ pointer }: Invocation, { missionId, alias }: JoinRequest): readonly string[] {
  if (alias !== undefined) return [];
  const { value } = ignoringDamagedPointer(() => pointer.readSync());
  return value?.active === missionId ? [] : [`make ${missionId} the active mission`];
}
