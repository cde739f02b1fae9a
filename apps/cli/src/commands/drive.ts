import { defineCommand } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

const intents = ['active', 'inactive'] as const;
const answers = ['continue', 'hold', 'defer'] as const;

export interface DriveFlags {
  /** What to do when someone drives the same already. Nobody is known to, until there is a roster. */
  readonly onCollision?: (typeof answers)[number];
}

function showDrive(invocation: Invocation): Outcome {
  const { address, ...meant } = whichSession(invocation);
  const { session, warnings } = invocation.store.ensureJoinedSync(address);
  const { driveIntent, participantId } = session;
  return {
    ...meant,
    data: { drive_intent: driveIntent },
    participantId,
    lines: [driveIntent],
    notes: sourceNote(meant),
    warnings,
  };
}

export const driveCommand = defineCommand<DriveFlags, [string?]>({
  flags: {
    onCollision: {
      kind: 'choice',
      values: answers,
      brief: 'What to do when a roster knows who drives the same',
    },
  },
  args: [
    {
      brief: 'active or inactive; without it the intent is shown',
      placeholder: intents.join('|'),
      propose: () => intents,
    },
  ],
  run: async (invocation, _flags, intent) => {
    if (intent === undefined) return showDrive(invocation);
    return (await import('../drive/set-drive.ts')).setDrive(invocation, intent);
  },
});
