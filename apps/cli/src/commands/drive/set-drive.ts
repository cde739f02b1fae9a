import { setDriveSync, type WorkOutcome } from '@missionctl/actions';
import type { DriveIntent } from '@missionctl/session-model';
import { usageError } from '../../argv/usage-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changeWork, notHeld, onCollisionFrom } from '../../roster/change-work.ts';
import { changedClaimData } from '../../roster/claim-data.ts';
import { predecessorNotes } from '../../roster/words/predecessor-notes.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { requireWritable } from '../../roster/words/written-text.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { inForm } from '../../sharing/in-form.ts';
import { takeFocus } from '../../sharing/take-focus.ts';

export async function setDrive(
  invocation: Invocation,
  intent: DriveIntent,
  onCollision: string | undefined,
): Promise<Outcome> {
  const { home } = invocation;
  const given = onCollisionFrom(onCollision, 'drive');
  const evidence = evidenceOf(invocation);
  const updated = await changeWork(invocation, given, {
    change: (each) =>
      inForm(invocation, evidence, {
        alone: () => setDriveSync(home, evidence, intent, { onCollision: each }),
        shared: ({ setDrive: set }) => set(home, evidence, intent, { onCollision: each }),
      }),
    take: (reason, seen) => takeFocus(invocation, evidence, reason, { seen }),
  });
  return changedDrive(invocation, updated);
}

/** Takes the focus from whoever holds it. */
export async function takeClaim(
  invocation: Invocation,
  reason: string | undefined,
): Promise<Outcome> {
  if (reason === undefined) throw usageError('drive take needs --reason <text>', 'drive');
  requireWritable('--reason', reason, 'drive');
  const taken = await takeFocus(invocation, evidenceOf(invocation), reason);
  return changedDrive(invocation, notHeld(invocation, taken));
}

function changedDrive(invocation: Invocation, updated: WorkOutcome): Outcome {
  const selected = selectedBy(updated);
  const { focus, driveIntent, participantId } = updated.session;
  const former = updated.former.driveIntent;
  const changed = former !== driveIntent;
  const state =
    driveIntent === 'active' ? `driving${focus === null ? '' : ` on ${focus}`}` : 'not driving';
  return {
    ...selected,
    data: { drive_intent: driveIntent, former, changed, ...changedClaimData(updated) },
    participantId,
    notes: [
      changed ? state : `already ${state}`,
      ...predecessorNotes(updated),
      ...sourceNote(selected),
    ],
    warnings: shownWarnings(invocation, updated),
  };
}
