import { capabilitiesOf } from '@missionctl/session-model';
import { type SessionAddress, sessionPath } from '@missionctl/session-store';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { ChosenIssuer } from './choose-issuer.ts';
import type { StoredGrant } from './store-grant.ts';

interface Done {
  readonly result: StoredGrant;
  readonly chosen: ChosenIssuer;
  /** Whether later commands find this mission and participant without flags. */
  readonly isDefault: boolean;
}

/** What a join did, for people and for programs. */
export function joinOutcome(
  { home }: Invocation,
  address: SessionAddress,
  { result, chosen, isDefault }: Done,
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
    notes: [headline(address, result, chosen), nextStep(session.role, address, isDefault), ...kept],
  };
}

function headline(
  { missionId, alias }: SessionAddress,
  { session, former, changed }: StoredGrant,
  chosen: ChosenIssuer,
): string {
  const who = alias === undefined ? '' : `${alias}: `;
  if (former === undefined) return `${who}joined ${missionId} as ${session.role} (${chosen.label})`;
  if (!changed) return `${who}joined ${missionId} as ${session.role} already`;
  if (former.participantId !== session.participantId) {
    return `${who}joined ${missionId} as ${session.role} with another identity (${chosen.label})`;
  }
  if (former.role === session.role) return `${who}joined ${missionId} as ${session.role} again`;
  return `${who}${session.role} in ${missionId} now (was ${former.role})`;
}

/** Names only the capabilities that this tool has commands for. */
function nextStep(role: string, { missionId, alias }: SessionAddress, isDefault: boolean): string {
  const able = capabilitiesOf(role);
  const can = (['focus', 'drive'] as const).filter((each) => able[each]);
  const as = alias === undefined ? '' : ` --as ${alias}`;
  const where = isDefault ? '' : ` --mission ${missionId}${as}`;
  if (can.length === 0) return `you can: watch       next: missionctl status${where}`;
  return `you can: ${can.join(', ')}       next: missionctl focus wp:<id>${where}`;
}
