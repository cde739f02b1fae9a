import { completeLeaveSync, type PreparedLeave, prepareLeaveSync } from '@missionctl/actions';
import type { SessionAddress } from '@missionctl/session-model';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { confirm } from '../output/confirm.ts';
import { object, orNull, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { moveData, moveNotes, moveSchema } from '../session/active-move.ts';
import { addressPhrase, asFlag } from '../session/address-words.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { isInteractive } from '../session/is-interactive.ts';
import { inForm } from '../sharing/in-form.ts';
import { defineCommand } from './command.ts';

interface LeaveFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

async function runLeave(
  invocation: Invocation,
  flags: LeaveFlags,
  mission?: string,
): Promise<Outcome> {
  const { home } = invocation;
  const evidence = evidenceOf(invocation, mission);
  const prepared = prepareLeaveSync(home, evidence);
  const { address, resolvedFrom: source, found } = prepared;
  const { missionId } = address;
  const what = addressPhrase(address);
  const participantId = found.status === 'joined' ? found.session.participantId : undefined;
  const subject = { missionId, source, participantId };
  if (flags.dryRun === true) {
    const moved = moveData(prepared.moves);
    const data = { left: false, dry_run: true, quarantined: null, active_moved: moved };
    return {
      ...subject,
      data,
      notes: [`would leave ${what}: ${fateOf(prepared)}`],
      warnings: prepared.warnings,
    };
  }
  if (flags.yes !== true) confirmLeave(invocation, address, what);
  const { quarantined, moved, warnings } = await inForm(invocation, evidence, {
    alone: () => completeLeaveSync(home, prepared),
    shared: ({ completeLeave }) => completeLeave(home, prepared),
  });
  const kept = quarantined === undefined ? [] : [`the damaged session is kept at ${quarantined}`];
  return {
    ...subject,
    data: {
      left: true,
      dry_run: false,
      quarantined: quarantined ?? null,
      active_moved: moveData(moved),
    },
    notes: [`left ${what}`, ...moveNotes(moved, evidence), ...kept],
    warnings,
  };
}

function fateOf({ found, moves }: PreparedLeave): string {
  const session =
    found.status === 'damaged' ? 'the damaged session is moved aside' : 'the session is removed';
  return moves === undefined ? session : `${session}, and no mission is active then`;
}

function confirmLeave(
  invocation: Invocation,
  { missionId, alias }: SessionAddress,
  what: string,
): void {
  const hint = `missionctl leave ${missionId}${asFlag(alias)} --yes`;
  if (!isInteractive(invocation)) {
    throw new CliError('USAGE', `leaving ${what} needs --yes when there is no terminal to ask on`, {
      hint,
    });
  }
  confirm(invocation.context, `leave ${what}?`, hint);
}

export const leaveCommand = defineCommand<LeaveFlags, [string?]>({
  flags: {
    yes: { kind: 'boolean', brief: 'Do not ask' },
    dryRun: { kind: 'boolean', brief: 'Only show what would be done' },
  },
  args: [
    {
      brief: 'the mission; default: the selected one',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: ['missionctl leave demo --yes'],
  dataSchema: object({
    left: truth,
    dry_run: truth,
    quarantined: orNull(text),
    active_moved: moveSchema,
  }),
  run: runLeave,
});
