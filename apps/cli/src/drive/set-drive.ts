import { isDriveIntent } from '@missionctl/session-model';
import { actionableSession, requireCapability } from '../actionable-session.ts';
import { changing } from '../changing.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

/** Sets the drive intent of the session that is meant. */
export function setDrive(invocation: Invocation, intent: string): Outcome {
  const { address, ...meant } = whichSession(invocation);
  if (!isDriveIntent(intent)) {
    throw new CliError('USAGE', `drive is active or inactive, not ${intent}`, {
      hint: 'missionctl drive active|inactive',
    });
  }
  const { session, warnings } = actionableSession(invocation, address, 'drive_intent');
  // Judged under the lock: a join with another role may have come in between.
  const updated = changing(invocation).store.updateSync(address, ({ role }) => {
    if (intent === 'active') requireCapability(address, role, 'drive');
    return { driveIntent: intent };
  });
  const former = updated.former.driveIntent;
  const changed = former !== intent;
  const on = updated.session.focus === null ? '' : ` on ${updated.session.focus}`;
  const doing = intent === 'active' ? `driving${on}` : 'not driving';
  return {
    ...meant,
    data: { drive_intent: intent, former, changed },
    participantId: session.participantId,
    notes: [changed ? doing : `${doing} already`, ...sourceNote(meant)],
    warnings: [...warnings, ...updated.warnings],
  };
}
