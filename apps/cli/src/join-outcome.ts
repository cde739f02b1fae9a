import { capabilitiesOf } from '@missionctl/session-model';
import { type SessionAddress, sessionPath } from '@missionctl/session-store';
import type { ChosenIssuer } from './choose-issuer.ts';
import type { Invocation } from './invocation.ts';
import type { Outcome } from './outcome.ts';
import type { StoredGrant } from './store-grant.ts';

/** What a join did, for people and for programs. */
export function joinOutcome(
  { actor, home }: Invocation,
  address: SessionAddress,
  { result, chosen }: { readonly result: StoredGrant; readonly chosen: ChosenIssuer },
): Outcome {
  const { session, former, changed, quarantined } = result;
  const kept = quarantined === undefined ? [] : [`the damaged session is kept at ${quarantined}`];
  return {
    data: {
      role: session.role,
      capabilities: capabilitiesOf(session.role),
      issuer: chosen.kind,
      changed,
      created: former === undefined,
      path: sessionPath(home, address),
      quarantined: quarantined ?? null,
      dry_run: false,
    },
    missionId: address.missionId,
    participantId: session.participantId,
    source: 'flag',
    notes: [headline(address, result, chosen), nextStep(session.role, actor.alias), ...kept],
  };
}

function headline(
  { missionId, alias }: SessionAddress,
  { session, former, changed }: StoredGrant,
  chosen: ChosenIssuer,
): string {
  const who = alias === undefined ? '' : `${alias}: `;
  if (former === undefined) return `${who}joined ${missionId} as ${session.role} (${chosen.told})`;
  if (!changed) return `${who}joined ${missionId} as ${session.role} already`;
  if (former.participantId !== session.participantId) {
    return `${who}joined ${missionId} as ${session.role} with another identity (${chosen.told})`;
  }
  return `${who}${session.role} in ${missionId} now (was ${former.role})`;
}

/** People are told only of what this tool has commands for. */
function nextStep(role: string, alias: string | undefined): string {
  const able = capabilitiesOf(role);
  const can = (['focus', 'drive'] as const).filter((each) => able[each]);
  const as = alias === undefined ? '' : ` --as ${alias}`;
  if (can.length === 0) return `you can: watch       next: missionctl status${as}`;
  return `you can: ${can.join(', ')}       next: missionctl focus wp:<id>${as}`;
}

/** What a join would do. */
export function plannedJoin(
  invocation: Invocation,
  address: SessionAddress,
  { role, chosen }: { readonly role: string; readonly chosen: ChosenIssuer },
): Outcome {
  const { missionId, alias } = address;
  const path = sessionPath(invocation.home, address);
  const asked =
    chosen.kind === 'given' ? 'take the identity as given' : 'ask this machine for an identity';
  const principal = principalOf(invocation);
  const pointer = alias === undefined ? [`make ${missionId} the active mission`] : [];
  const steps = [`${asked} for ${principal} as ${role}`, `write ${path}`, ...pointer];
  return {
    data: { role, issuer: chosen.kind, principal, path, steps, dry_run: true },
    missionId,
    source: 'flag',
    notes: steps.map((step) => `would ${step}`),
  };
}

/** Who asks, for the authority's records: `user@host`, an agent's alias after it. */
export function principalOf({ context, actor }: Invocation): string {
  const principal = context.principal();
  return actor.alias === undefined ? principal : `${principal}/${actor.alias}`;
}
