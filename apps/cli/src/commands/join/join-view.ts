import type { Evidence, JoinOutcome, JoinPlan, PreparedJoin } from '@missionctl/actions';
import { capabilitiesOf, type Issue } from '@missionctl/session-model';
import type { Outcome } from '../../output/outcome.ts';
import { moveData, moveNotes } from '../../session/active-move.ts';
import { asFlag } from '../../session/address-words.ts';
import { maskWarnings } from '../../session/mask-phrase.ts';
import type { ChosenIssuer } from './choose-issuer.ts';

/** What a join did, for people and for programs. */
export function joinView(
  outcome: JoinOutcome,
  { evidence, chosen }: { readonly evidence: Evidence; readonly chosen: ChosenIssuer },
): Outcome {
  const { session, former, changed, quarantined, path, moved } = outcome;
  const kept = quarantined === undefined ? [] : [`the damaged session is kept at ${quarantined}`];
  return {
    data: {
      role: session.role,
      capabilities: capabilitiesOf(session.role),
      issuer: chosen.kind,
      changed,
      created: former === undefined,
      path,
      quarantined: quarantined ?? null,
      active_moved: moveData(moved),
      dry_run: false,
    },
    missionId: outcome.address.missionId,
    participantId: session.participantId,
    source: outcome.resolvedFrom,
    notes: [headline(outcome, chosen), ...moveNotes(moved, evidence), nextStep(outcome), ...kept],
    warnings: [...warningsOf(outcome), ...maskWarnings(outcome.mask, 'the pointer')],
  };
}

/** The one that says why the mission is not the active one says as well how to make it that. */
function warningsOf({ warnings, notActive, mask, address }: JoinOutcome): readonly Issue[] {
  if (notActive === undefined) return warnings;
  const first = repairs[notActive.code];
  const to = `missionctl switch ${address.missionId}${mask === undefined ? '' : ' --anyway'}`;
  const next = first === undefined ? to : `${first}, then ${to}`;
  return warnings.map((warning) =>
    warning === notActive ? { ...warning, message: `${warning.message}; next: ${next}` } : warning,
  );
}

/** What has to come before the pointer can be written; without it, trying again may do. */
const repairs: Readonly<Record<string, string>> = {
  POINTER_DAMAGED: 'missionctl doctor --fix',
  UNSAFE_FILE: 'missionctl doctor',
  LOCK_UNAVAILABLE: 'missionctl doctor',
  HOME_UNUSABLE: 'missionctl doctor',
};

/** What a join would do. */
export function plannedJoinView(
  { path, writes, activates, former, warnings }: JoinPlan,
  { prepared, chosen }: { readonly prepared: PreparedJoin; readonly chosen: ChosenIssuer },
): Outcome {
  const { missionId, role, principal } = prepared.ask;
  const { kind, asking } = chosen;
  const steps = [
    kind === 'given' ? asking : `${asking} for ${principal} as ${role}`,
    ...writeSteps[writes].map((step) => `${step} ${path}`),
    ...(activates ? [`make ${missionId} the active mission${was(former)}`] : []),
  ];
  return {
    data: { role, issuer: kind, principal, path, steps, dry_run: true },
    missionId,
    source: prepared.resolvedFrom,
    notes: steps.map((step) => `would ${step}`),
    warnings,
  };
}

function was(former: string | undefined): string {
  return former === undefined ? '' : ` (was ${former})`;
}

const writeSteps: Readonly<Record<JoinPlan['writes'], readonly string[]>> = {
  new: ['write'],
  rewritten: ['rewrite'],
  'damaged-moved-aside': ['move aside the damaged', 'write'],
  unchanged: [],
};

function headline(
  { address: { missionId, alias }, session, former, changed }: JoinOutcome,
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
function nextStep({ address, session, pointer, mask }: JoinOutcome): string {
  const { missionId, alias } = address;
  const able = capabilitiesOf(session.role);
  const can = (['focus', 'drive'] as const).filter((each) => able[each]);
  const isDefault = pointer === 'active' && mask === undefined;
  const where = isDefault ? '' : ` --mission ${missionId}${asFlag(alias)}`;
  if (can.length === 0) return `you can: watch       next: missionctl status${where}`;
  return `you can: ${can.join(', ')}       next: missionctl focus wp:<id>${where}`;
}
