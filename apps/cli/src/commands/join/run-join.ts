import type { MissionSource } from '@missionctl/active-pointer';
import type { Grant, JoinRequest } from '@missionctl/issuer';
import type { Issue } from '@missionctl/session-model';
import {
  type LoadedSession,
  type SessionAddress,
  SessionDamagedError,
} from '@missionctl/session-store';
import type { Context } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { explainError } from '../../errors/explain-error.ts';
import { joinHint } from '../../errors/join-hint.ts';
import type { Outcome } from '../../output/outcome.ts';
import { ignoringDamagedPointer } from '../../session/ignoring-damaged-pointer.ts';
import type { Invocation } from '../../session/invocation.ts';
import { nearestPin } from '../../session/nearest-pin.ts';
import { maskOfPointer } from '../../session/pointer-mask.ts';
import { environmentMission, explicitMission } from '../../session/resolve-session.ts';
import { writers } from '../../session/writers.ts';
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
  rejectCaseVariant(invocation, missionId);
  const { replace = false, dryRun = false, keepSessionToken: keepToken = false } = flags;
  const found = loadStored(invocation, address, replace);
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
  const obstacles = alias === undefined ? activate(invocation, missionId) : [];
  const isDefault = alias === undefined && obstacles.length === 0;
  return {
    ...joinOutcome(invocation, address, { result, chosen, isDefault }),
    source,
    warnings: [...warnings, ...result.warnings, ...obstacles],
  };
}

/** Nothing is written before the answer, so Ctrl-C leaves nothing behind. */
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

/** Who asks, for the authority's records: `user@host`, or `user@host/alias`. */
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
  throw new CliError('USAGE', 'no mission given', { hint: joinHint('<mission>', alias) });
}

/** Checked before an identity is asked for, since the store would refuse the session afterwards. */
function rejectCaseVariant({ store }: Invocation, missionId: string): void {
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

/** The stored session; a damaged one is refused before an identity is asked for. */
function loadStored(
  { store }: Invocation,
  address: SessionAddress,
  replace: boolean,
): LoadedSession {
  const found = store.loadSync(address);
  if (found.status === 'damaged' && !replace) throw new SessionDamagedError(address, found);
  return found;
}

/** Makes the mission the active one. A failure becomes a warning: the join itself is done. */
function activate(invocation: Invocation, missionId: string): readonly Issue[] {
  const { pointer } = writers(invocation);
  const { warnings } = ignoringDamagedPointer(() => pointer.setSync(missionId));
  const faults = warnings.map((warning) => ({
    ...warning,
    message: `${missionId} is not the active mission: ${warning.message}`,
  }));
  const mask = maskOfPointer(invocation.context, missionId);
  if (mask === undefined) return faults;
  return [...faults, { code: 'MASKED', severity: 'warning', field: '', message: mask.why }];
}
