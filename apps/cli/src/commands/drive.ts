import { setDriveSync, showSessionSync } from '@missionctl/actions';
import { isDriveIntent } from '@missionctl/session-model';
import { CliError } from '../errors/cli-error.ts';
import { object, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { selectedBy, sourceNote } from '../session/mission-source.ts';
import { defineCommand } from './command.ts';

const intents = ['active', 'inactive'] as const;

function showDrive(invocation: Invocation): Outcome {
  const shown = showSessionSync(invocation.home, evidenceOf(invocation));
  const selected = selectedBy(shown);
  const { driveIntent, participantId } = shown.session;
  return {
    ...selected,
    data: { drive_intent: driveIntent },
    participantId,
    lines: [driveIntent],
    notes: sourceNote(selected),
    warnings: shown.warnings,
  };
}

function setDrive(invocation: Invocation, intent: string): Outcome {
  const evidence = evidenceOf(invocation);
  if (!isDriveIntent(intent)) {
    throw new CliError('USAGE', `drive is active or inactive, not ${intent}`, {
      hint: 'missionctl drive active|inactive',
    });
  }
  const updated = setDriveSync(invocation.home, evidence, intent);
  const selected = selectedBy(updated);
  const { focus, participantId } = updated.session;
  const former = updated.former.driveIntent;
  const changed = former !== intent;
  const state =
    intent === 'active' ? `driving${focus === null ? '' : ` on ${focus}`}` : 'not driving';
  return {
    ...selected,
    data: { drive_intent: intent, former, changed },
    participantId,
    notes: [changed ? state : `already ${state}`, ...sourceNote(selected)],
    warnings: updated.warnings,
  };
}

export const driveCommand = defineCommand<object, [string?]>({
  flags: {},
  args: [
    {
      brief: 'active or inactive; default: show the intent',
      placeholder: intents.join('|'),
      complete: () => intents,
    },
  ],
  examples: ['missionctl drive active', 'missionctl drive inactive'],
  dataSchema: object({ drive_intent: text }, { former: text, changed: truth }),
  run: (invocation, _flags, intent) =>
    intent === undefined ? showDrive(invocation) : setDrive(invocation, intent),
});
