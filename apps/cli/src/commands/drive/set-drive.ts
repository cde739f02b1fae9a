import { setDriveSync, takeSync, type WorkOutcome } from '@missionctl/actions';
import type { DriveIntent } from '@missionctl/session-model';
import { usageError } from '../../argv/usage-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changeWork, notHeld, onCollisionFrom } from '../../roster/change-work.ts';
import { changedClaimData } from '../../roster/claim-data.ts';
import { predecessorNotes } from '../../roster/predecessor-notes.ts';
import { shownWarnings } from '../../roster/shown-warnings.ts';
import { requireWritable } from '../../roster/written-text.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';

export function setDrive(
  invocation: Invocation,
  intent: DriveIntent,
  onCollision: string | undefined,
): Outcome {
  const { home } = invocation;
  const given = onCollisionFrom(onCollision, 'drive');
  const evidence = evidenceOf(invocation);
  const updated = changeWork(invocation, given, {
    change: (each) => setDriveSync(home, evidence, intent, { onCollision: each }),
    take: (reason, seen) => takeSync(home, evidence, reason, { seen }),
  });
  return changedDrive(invocation, updated);
}

/** Takes the focus from whoever holds it. */
export function takeClaim(invocation: Invocation, reason: string | undefined): Outcome {
  if (reason === undefined) throw usageError('drive take needs --reason <text>', 'drive');
  requireWritable('--reason', reason, 'drive');
  const taken = takeSync(invocation.home, evidenceOf(invocation), reason);
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
