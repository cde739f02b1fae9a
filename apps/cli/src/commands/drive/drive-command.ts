import { showSessionSync } from '@missionctl/actions';
import { object, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { defineCommand } from '../command.ts';
import { driveIntents } from './drive-intents.ts';

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

export const driveCommand = defineCommand<object, [string?]>({
  flags: {},
  args: [
    {
      brief: 'active or inactive; default: show the intent',
      placeholder: driveIntents.join('|'),
      complete: () => driveIntents,
    },
  ],
  examples: ['missionctl drive active', 'missionctl drive inactive'],
  dataSchema: object({ drive_intent: text }, { former: text, changed: truth }),
  run: async (invocation, _flags, intent) => {
    if (intent === undefined) return showDrive(invocation);
    // What writes is a quarter of the code that a start would read.
    return (await import('./set-drive.ts')).setDrive(invocation, intent);
  },
});
