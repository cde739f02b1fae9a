import { setFocusSync } from '@missionctl/actions';
import { usageError } from '../../argv/usage-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changeWork, onCollisionFrom } from '../../roster/change-work.ts';
import { changedClaimData } from '../../roster/claim-data.ts';
import { predecessorNotes } from '../../roster/words/predecessor-notes.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { inForm } from '../../sharing/in-form.ts';
import { takeFocus } from '../../sharing/take-focus.ts';

export async function setFocus(
  invocation: Invocation,
  flags: { readonly onCollision?: string },
  target: string | undefined,
): Promise<Outcome> {
  const { home } = invocation;
  const onCollision = onCollisionFrom(flags.onCollision, 'focus');
  if (target === undefined) throw usageError('--on-collision needs a focus to set', 'focus');
  const evidence = evidenceOf(invocation);
  const updated = await changeWork(invocation, onCollision, {
    change: (each) =>
      inForm(invocation, evidence, {
        alone: () => setFocusSync(home, evidence, target, { onCollision: each }),
        shared: ({ setFocus: set }) => set(home, evidence, target, { onCollision: each }),
      }),
    take: (reason, seen) => takeFocus(invocation, evidence, reason, { focus: target, seen }),
  });
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
    data: { focus, former, changed, ...changedClaimData(updated) },
    participantId,
    notes: [note, ...predecessorNotes(updated), ...sourceNote(selected)],
    warnings: shownWarnings(invocation, updated),
  };
}
