import {
  completeJoinSync,
  type Evidence,
  type JoinOutcome,
  type JoinRequest,
  mayNeedEngineSync,
  type PreparedJoin,
  planJoin,
  prepareJoinSync,
} from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Grant } from '@missionctl/issuer';
import { roles } from '@missionctl/session-model';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { inForm } from '../../sharing/in-form.ts';
import { type ChosenIssuer, chooseIssuer, type IssuerFlags } from './choose-issuer.ts';
import { joinView, plannedJoinView } from './join-view.ts';
import { withProgress } from './progress-line.ts';

export interface JoinFlags extends IssuerFlags {
  readonly role?: string;
  readonly replace?: boolean;
  readonly keepSessionToken?: boolean;
  readonly noSwitch?: boolean;
  readonly dryRun?: boolean;
}

export async function runJoin(
  invocation: Invocation,
  flags: JoinFlags,
  mission?: string,
): Promise<Outcome> {
  const { home, context } = invocation;
  const { role, replace, keepSessionToken: keepToken } = flags;
  const activate = flags.noSwitch !== true;
  const evidence = evidenceOf(invocation, mission);
  const principal = context.principal();
  const given: JoinRequest = { role, replace, keepToken, activate, principal };
  const prepared = prepare(invocation, evidence, given);
  const request = { ...given, role: prepared.ask.role };
  const chosen = await chooseIssuer(invocation, flags);
  if (flags.dryRun === true) {
    const issuer = chosen.kind === 'given' ? chosen.issuer : undefined;
    const plan = await planJoin(home, evidence, request, issuer);
    return plannedJoinView(plan, { prepared, chosen });
  }
  const grant = await askIssuer(invocation, prepared, chosen);
  const granted = { prepared, grant };
  const complete = (): Promise<JoinOutcome> =>
    inForm(invocation, evidence, {
      alone: () => completeJoinSync(home, evidence, request, granted),
      shared: ({ completeJoin }) => completeJoin(home, evidence, request, granted),
    });
  const isIssued = chosen.kind !== 'given' && prepared.found.status === 'absent';
  const outcome = isIssued ? await withIdentityKept(complete) : await complete();
  const view = joinView(outcome, { evidence, chosen });
  return mayNeedEngineSync(home, evidence) ? withSharedNote(view) : view;
}

/** The choice of an engine stays with the home, also when everybody leaves. */
function withSharedNote(view: Outcome): Outcome {
  const note = `${view.missionId} is shared with other homes: missionctl roster`;
  return { ...view, notes: [...(view.notes ?? []), note] };
}

/** A failure says as well that the identity stays issued, whatever becomes of the session. */
async function withIdentityKept(complete: () => Promise<JoinOutcome>): Promise<JoinOutcome> {
  try {
    return await complete();
  } catch (error) {
    const { withStoredIdentity } = await import('../../errors/stored-identity.ts');
    throw withStoredIdentity(error);
  }
}

/** A person at a terminal is asked for a role that is missing. */
function prepare(invocation: Invocation, evidence: Evidence, request: JoinRequest): PreparedJoin {
  const { home, context } = invocation;
  try {
    return prepareJoinSync(home, evidence, request);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_ROLE_NEEDED' || !isInteractive(invocation)) throw error;
    const role = context.ask(`your role (${roles.join(', ')}): `);
    if (!role) throw error;
    return prepareJoinSync(home, evidence, { ...request, role });
  }
}

/** Nothing is written before the answer, so Ctrl-C leaves nothing behind. */
function askIssuer(
  invocation: Invocation,
  { ask }: PreparedJoin,
  { kind, issuer, asking }: ChosenIssuer,
): Promise<Grant> {
  if (kind !== 'http') return issuer.join(ask);
  return invocation.context.interruptible((signal) =>
    withProgress(invocation, asking, (onPause) => issuer.join(ask, { signal, onPause })),
  );
}
