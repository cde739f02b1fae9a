import { isDriveIntent } from '@missionctl/session-model';
import { CliError } from '../errors/cli-error.ts';
import { object, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';
import { sourceNote } from '../session/mission-source.ts';
import { resolveSession } from '../session/resolve-session.ts';
import { requireCapability, updateValidSession } from '../session/update-valid-session.ts';
import { defineCommand } from './command.ts';

const intents = ['active', 'inactive'] as const;

function showDrive(invocation: Invocation): Outcome {
  const { address, ...resolved } = resolveSession(invocation);
  const { session, warnings } = invocation.store.ensureJoinedSync(address);
  const { driveIntent, participantId } = session;
  return {
    ...resolved,
    data: { drive_intent: driveIntent },
    participantId,
    lines: [driveIntent],
    notes: sourceNote(resolved),
    warnings,
  };
}

function setDrive(invocation: Invocation, intent: string): Outcome {
  const { address, ...resolved } = resolveSession(invocation);
  if (!isDriveIntent(intent)) {
    throw new CliError('USAGE', `drive is active or inactive, not ${intent}`, {
      hint: 'missionctl drive active|inactive',
    });
  }
  const updated = updateValidSession(invocation, address, {
    field: 'drive_intent',
    patch: ({ role }) => {
      if (intent === 'active') requireCapability(address, role, 'drive');
      return { driveIntent: intent };
    },
  });
  const former = updated.former.driveIntent;
  const changed = former !== intent;
  const on = updated.session.focus === null ? '' : ` on ${updated.session.focus}`;
  const state = intent === 'active' ? `driving${on}` : 'not driving';
  return {
    ...resolved,
    data: { drive_intent: intent, former, changed },
    participantId: updated.session.participantId,
    notes: [changed ? state : `already ${state}`, ...sourceNote(resolved)],
    warnings: updated.warnings,
  };
}

export const driveCommand = defineCommand<object, [string?]>({
  brief: 'Show or set your drive intent',
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
