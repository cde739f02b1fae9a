import { setDriveSync } from '@missionctl/actions';
import { isDriveIntent } from '@missionctl/session-model';
import { unknownWord } from '../../argv/unknown-word.ts';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { driveIntents } from './drive-intents.ts';

export function setDrive(invocation: Invocation, intent: string): Outcome {
  const evidence = evidenceOf(invocation);
  if (!isDriveIntent(intent)) {
    const message = `drive is active or inactive, not '${intent}'`;
    throw unknownWord({
      message,
      given: intent,
      known: driveIntents,
      hint: 'missionctl drive --help',
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
