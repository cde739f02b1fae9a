import {
  type Home,
  type Prunable,
  type PruneOutcome,
  type PrunePlan,
  planPruneSync,
  pruneSync,
} from '@missionctl/actions';
import { CliError } from '../../errors/cli-error.ts';
import { explainError } from '../../errors/explain-error.ts';
import { confirm } from '../../output/confirm.ts';
import type { Outcome } from '../../output/outcome.ts';
import { relativeTime } from '../../output/relative-time.ts';
import { table } from '../../output/table.ts';
import { lineText } from '../../output/write-lines.ts';
import { verdictWords } from '../../roster/words/verdict-words.ts';
import { addressPhrase, asFlag } from '../../session/address-words.ts';
import { surroundingsOf } from '../../session/error-surroundings.ts';
import { filterOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { requirePerson } from '../../session/who/require-person.ts';
import { ageOf } from './age.ts';

export interface PruneFlags {
  readonly olderThan?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export async function runPrune(
  invocation: Invocation,
  flags: PruneFlags,
  mission?: string,
): Promise<Outcome> {
  const { home } = invocation;
  const { missionId, alias } = filterOf(invocation, mission);
  const unknownForMs = flags.olderThan === undefined ? undefined : ageOf(flags.olderThan);
  const of = { missionId, alias: alias ?? undefined };
  const plan = planPruneSync(home, { ...of, unknownForMs });
  if (flags.dryRun === true) {
    const { participants, warnings } = plan;
    return {
      data: { dry_run: true, pruned: participants.map(dataOf), kept: [] },
      lines: linesOf(participants, home.clock()),
      notes: [`would remove ${counted(participants)}`],
      warnings,
    };
  }
  requirePerson(invocation, 'prunes', 'missionctl prune --dry-run');
  if (flags.olderThan !== undefined && flags.yes !== true) {
    confirmUnproven(invocation, plan.participants, { ...of, age: flags.olderThan });
  }
  return pruneReport(invocation, await carryOut(home, plan));
}

/** Who is removed is withdrawn where their mission is shared. */
async function carryOut(home: Home, plan: PrunePlan): Promise<PruneOutcome> {
  if (home.engine === undefined) return pruneSync(home, plan);
  const { prune } = await import('../../sharing/shared-actions.ts');
  return await prune(home, plan);
}

/** Asked where nothing proves that somebody has ended. @throws CliError `USAGE`, `CONFLICT` */
function confirmUnproven(
  invocation: Invocation,
  participants: readonly Prunable[],
  of: {
    readonly missionId: string | undefined;
    readonly alias: string | undefined;
    readonly age: string;
  },
): void {
  const where = of.missionId === undefined ? '' : ` ${of.missionId}`;
  const hint = `missionctl prune${where}${asFlag(of.alias)} --older-than ${of.age} --yes`;
  if (!isInteractive(invocation)) {
    const message = 'prune --older-than needs --yes when there is no terminal to ask on';
    throw new CliError('USAGE', message, { hint });
  }
  const unproven = participants.filter(({ verdict }) => verdict === 'unknown');
  if (unproven.length === 0) return;
  const named = (those: readonly Prunable[]): string =>
    those.map(({ address }) => addressPhrase(address)).join(', ');
  const gone = participants.filter(({ verdict }) => verdict !== 'unknown');
  const proven = gone.length === 0 ? '' : `these are gone: ${named(gone)}\n`;
  const doubt = `nothing proves that these have ended: ${named(unproven)}\n`;
  confirm(invocation.context, `${proven}${doubt}remove ${counted(participants)}?`, hint);
}

function pruneReport(
  invocation: Invocation,
  { pruned, kept, failed: [failure, ...others], warnings }: PruneOutcome,
): Outcome {
  const { context, home } = invocation;
  const nowMs = home.clock();
  const lines = linesOf(pruned, nowMs);
  if (failure !== undefined) {
    const { address } = failure.participant;
    const { code, message, why, hint, retryable, details } = explainError(
      failure.error,
      surroundingsOf(context, 'prune'),
    );
    const more = others.length === 0 ? '' : `, nor ${others.length} more`;
    throw new CliError(code, `${addressPhrase(address)} was not removed${more}: ${message}`, {
      why,
      hint,
      retryable,
      details,
      cause: failure.error,
      report: lines,
    });
  }
  const back = kept.map(({ address }) => `kept ${addressPhrase(address)}, which has come back`);
  return {
    data: { dry_run: false, pruned: pruned.map(dataOf), kept: kept.map(dataOf) },
    lines,
    notes: [`removed ${counted(pruned)}`, ...back],
    warnings,
  };
}

function dataOf({ address, loaded, verdict }: Prunable): object {
  const { participantId, role, focus, lastActivityAt } = loaded.session;
  return {
    mission_id: address.missionId,
    alias: address.alias,
    participant_id: participantId,
    role,
    focus,
    last_activity_at: lastActivityAt,
    verdict,
  };
}

function linesOf(participants: readonly Prunable[], nowMs: number): readonly string[] {
  const lines = table(
    participants.map(({ address, loaded, verdict, presence }) => {
      const { role, focus, lastActivityAt } = loaded.session;
      const alive = verdictWords({ verdict, presence, lastActivityAt }, nowMs);
      const { missionId, alias = '' } = address;
      return [missionId, alias, role, focus ?? '-', relativeTime(lastActivityAt, nowMs), alive];
    }),
  );
  return lines.map((line) => lineText(line, false));
}

function counted({ length }: readonly unknown[]): string {
  return `${length === 0 ? 'no' : length} ${length === 1 ? 'session' : 'sessions'}`;
}
