import { type Issue, requireMissionId, roles } from '@missionctl/session-model';
import { type SessionAddress, SessionDamagedError } from '@missionctl/session-store';
import { chooseIssuer } from '../choose-issuer.ts';
import { chooseRole } from '../choose-role.ts';
import { CliError } from '../cli-error.ts';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation } from '../invocation.ts';
import { joinOutcome, plannedJoin, principalOf } from '../join-outcome.ts';
import type { Outcome } from '../outcome.ts';
import { storeGrant } from '../store-grant.ts';
import { explicitMission } from '../which-mission.ts';

export interface JoinFlags {
  readonly role?: string;
  readonly participantId?: string;
  readonly runId?: string;
  readonly replace?: boolean;
  readonly keepSessionToken?: boolean;
  readonly dryRun?: boolean;
}

export async function runJoin(
  invocation: Invocation,
  flags: JoinFlags,
  mission?: string,
): Promise<Outcome> {
  const { context } = invocation;
  const address = addressToJoin(invocation, mission);
  refuseOtherSpelling(invocation, address.missionId);
  const stored = storedRole(invocation, address, flags.replace === true);
  const role = chooseRole(context, flags.role, stored);
  const chosen = await chooseIssuer(invocation, flags);
  if (flags.dryRun === true) return plannedJoin(invocation, address, { role, chosen });
  const { missionId, alias } = address;
  const principal = principalOf(invocation);
  const grant = await chosen.issuer.join({ missionId, alias, role, principal });
  const result = storeGrant(invocation, address, grant, {
    replace: flags.replace === true,
    keepToken: flags.keepSessionToken === true,
  });
  const warnings = alias === undefined ? activate(invocation, missionId) : [];
  return { ...joinOutcome(invocation, address, { result, chosen }), warnings };
}

function addressToJoin(invocation: Invocation, mission: string | undefined): SessionAddress {
  const named =
    explicitMission(invocation, mission) ?? invocation.context.environment('MISSIONCTL_MISSION');
  if (named !== undefined) {
    return { missionId: requireMissionId(named), alias: invocation.actor.alias };
  }
  throw new CliError('USAGE', 'which mission?', {
    hint: 'missionctl join <mission> --role <role>',
  });
}

/** Before anyone is asked for an identity: the store would refuse the session afterwards. */
function refuseOtherSpelling({ store }: Invocation, missionId: string): void {
  const existing = store.otherSpellingSync(missionId);
  if (existing === undefined) return;
  throw new CliError(
    'INVALID_ID',
    `${missionId} differs only by case from ${existing}, which exists`,
    {
      why: 'on a case-insensitive disk the two would be one',
      hint: `missionctl join ${existing}`,
      details: { given: missionId, existing },
    },
  );
}

/** The role of the stored session; a damaged one is refused before the issuer is asked. */
function storedRole(
  { store }: Invocation,
  address: SessionAddress,
  replace: boolean,
): string | undefined {
  const loaded = store.loadSync(address);
  if (loaded.status === 'joined') return loaded.session.role;
  if (loaded.status === 'damaged' && !replace) throw new SessionDamagedError(address, loaded);
  return undefined;
}

/** Makes the mission the active one; what stands in the way becomes a warning: the join holds. */
function activate({ pointer, context }: Invocation, missionId: string): readonly Issue[] {
  const { warnings } = despiteDamagedPointer(() => pointer.setSync(missionId));
  const environment = context.environment('MISSIONCTL_MISSION');
  if (environment === undefined || environment === missionId) return warnings;
  const message = `MISSIONCTL_MISSION says ${environment}, and comes before the pointer`;
  return [...warnings, { code: 'MASKED', severity: 'warning', field: '', message }];
}

export const joinCommand = defineCommand<JoinFlags, [string?]>({
  brief: 'Join a mission and make it the active one',
  flags: {
    role: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'role',
      brief: `One of ${roles.join(', ')}; default: the stored one`,
      proposeCompletions: () => roles,
    },
    participantId: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'ULID',
      brief: 'An identity that an authority has minted already',
    },
    runId: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'ULID',
      brief: 'The mission run that goes with it',
    },
    replace: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Also over another identity, or a damaged session (kept aside)',
    },
    keepSessionToken: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Store the session token that an authority answers with',
    },
    dryRun: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Only tell what would be done',
    },
  },
  positional: {
    kind: 'tuple',
    parameters: [{ brief: 'the mission', placeholder: 'mission', parse: String, optional: true }],
  },
  run: runJoin,
});
