import type { MissionSource } from '@missionctl/active-pointer';
import type { Grant, JoinRequest } from '@missionctl/issuer';
import type { Issue } from '@missionctl/session-model';
import {
  type LoadedSession,
  type SessionAddress,
  SessionDamagedError,
} from '@missionctl/session-store';
import { changing } from '../changing.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import { joinCommand as joinHint } from '../join-command.ts';
import { nearestPin } from '../nearest-pin.ts';
import type { Outcome } from '../outcome.ts';
import { maskOfPointer } from '../pointer-mask.ts';
import { environmentMission, explicitMission } from '../which-mission.ts';
import { type ChosenIssuer, chooseIssuer, type IssuerFlags } from './choose-issuer.ts';
import { chooseRole } from './choose-role.ts';
import { issuerExplanations } from './issuer-explanations.ts';
import { joinOutcome } from './join-outcome.ts';
import { plannedJoin } from './planned-join.ts';
import { withProgress } from './progress-line.ts';
import { storeGrant } from './store-grant.ts';

export interface JoinFlags extends IssuerFlags {
  readonly role?: string;
  readonly replace?: boolean;
  readonly keepSessionToken?: boolean;
  readonly dryRun?: boolean;
}

export async function runJoin(
  invocation: Invocation,
  flags: JoinFlags,
  mission?: string,
): Promise<Outcome> {
  try {
    return await join(invocation, flags, mission);
  } catch (error) {
    throw explainError(error, issuerExplanations);
  }
}

async function join(invocation: Invocation, flags: JoinFlags, mission?: string): Promise<Outcome> {
  const { address, source } = addressToJoin(invocation, mission);
  const { missionId, alias } = address;
  refuseOtherSpelling(invocation, missionId);
  const { replace = false, dryRun = false, keepSessionToken: keepToken = false } = flags;
  const found = lookFirst(invocation, address, replace);
  const joined = found.status === 'joined' ? found : undefined;
  const warnings = joined?.warnings ?? [];
  const stored = joined?.session.role;
  const role = chooseRole(invocation, address, { named: flags.role, stored });
  const chosen = await chooseIssuer(invocation, flags);
  const request = { missionId, alias, role, principal: principalOf(invocation.context, alias) };
  if (dryRun) {
    const planned = await plannedJoin(invocation, request, { chosen, found, replace });
    return { ...planned, source, warnings };
  }
  const grant = await askFor(invocation, request, chosen);
  const result = storeGrant(invocation, address, grant, { replace, keepToken });
  // An agent's join leaves the pointer alone.
  const inTheWay = alias === undefined ? activate(invocation, missionId) : [];
  const meant = alias === undefined && inTheWay.length === 0;
  return {
    ...joinOutcome(invocation, address, { result, chosen, meant }),
    source,
    warnings: [...warnings, ...result.warnings, ...inTheWay],
  };
}

/** Until the answer is there nothing is written, so that Ctrl-C leaves nothing behind. */
function askFor(
  invocation: Invocation,
  request: JoinRequest,
  { kind, issuer, asking }: ChosenIssuer,
): Promise<Grant> {
  if (kind !== 'http') return issuer.join(request);
  return invocation.context.interruptible((signal) =>
    withProgress(invocation, asking, issuer.join({ ...request, signal })),
  );
}

/** Who asks, for the authority's records: `user@host`, an agent's alias after it. */
function principalOf(context: Context, alias: string | undefined): string {
  return alias === undefined ? context.principal() : `${context.principal()}/${alias}`;
}

function addressToJoin(
  invocation: Invocation,
  mission: string | undefined,
): { readonly address: SessionAddress; readonly source: MissionSource } {
  const { alias } = invocation.actor;
  const flag = explicitMission(invocation, mission);
  if (flag !== undefined) return { address: { missionId: flag, alias }, source: 'flag' };
  const missionId = environmentMission(invocation.context);
  if (missionId !== undefined) return { address: { missionId, alias }, source: 'environment' };
  const pin = nearestPin(invocation.context);
  if (pin !== undefined) return { address: { missionId: pin.missionId, alias }, source: 'pin' };
  throw new CliError('USAGE', 'which mission?', { hint: joinHint('<mission>', alias) });
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

/** What is there already; a damaged session is refused before the issuer is asked. */
function lookFirst(
  { store }: Invocation,
  address: SessionAddress,
  replace: boolean,
): LoadedSession {
  const found = store.loadSync(address);
  if (found.status === 'damaged' && !replace) throw new SessionDamagedError(address, found);
  return found;
}

/** Makes the mission the active one; what stands in the way becomes a warning: the join holds. */
function activate(invocation: Invocation, missionId: string): readonly Issue[] {
  const { pointer } = changing(invocation);
  const { warnings } = despiteDamagedPointer(() => pointer.setSync(missionId));
  const faults = warnings.map((warning) => ({
    ...warning,
    message: `${missionId} is not the active mission: ${warning.message}`,
  }));
  const mask = maskOfPointer(invocation.context, missionId);
  if (mask === undefined) return faults;
  return [...faults, { code: 'MASKED', severity: 'warning', field: '', message: mask.why }];
}
