import { isDriveIntent } from '@missionctl/session-model';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { requireCapability, updateActionable } from '../update-actionable.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

/** Sets the drive intent of the session that is meant. */
export function setDrive(invocation: Invocation, intent: string): Outcome {
  const { address, ...meant } = whichSession(invocation);
  if (!isDriveIntent(intent)) {
    throw new CliError('USAGE', `drive is active or inactive, not ${intent}`, {
      hint: 'missionctl drive active|inactive',
    });
  }
  const updated = updateActionable(invocation, address, {
    replacing: 'drive_intent',
    to: ({ role }) => {
      if (intent === 'active') requireCapability(address, role, 'drive');
      return { driveIntent: intent };
    },
  });
  const former = updated.former.driveIntent;
  const changed = former !== intent;
  const on = updated.session.focus === null ? '' : ` on ${updated.session.focus}`;
  const doing = intent === 'active' ? `driving${on}` : 'not driving';
  return {
    ...meant,
    data: { drive_intent: intent, former, changed },
    participantId: updated.session.participantId,
    notes: [changed ? doing : `${doing} already`, ...sourceNote(meant)],
    warnings: updated.warnings,
  };
}
