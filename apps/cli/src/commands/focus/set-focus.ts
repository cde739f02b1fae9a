import { setFocusSync } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';

export function setFocus(invocation: Invocation, target: string): Outcome {
  const updated = setFocusSync(invocation.home, evidenceOf(invocation), target);
  const selected = selectedBy(updated);
  const { focus, participantId } = updated.session;
  const former = updated.former.focus;
  const changed = former !== focus;
  const state = focus ?? 'none';
  const note = changed
    ? `focus is ${state} (was ${former ?? 'none'})`
    : `focus is already ${state}`;
  return {
    ...selected,
    data: { focus, former, changed },
    participantId,
    notes: [note, ...sourceNote(selected)],
    warnings: updated.warnings,
  };
}
