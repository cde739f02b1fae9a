import { defineCommand } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { proposeFocuses } from '../shell/propose-names.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

function showFocus(invocation: Invocation): Outcome {
  const { address, ...meant } = whichSession(invocation);
  const { session, warnings } = invocation.store.ensureJoinedSync(address);
  return {
    ...meant,
    data: { focus: session.focus },
    participantId: session.participantId,
    lines: [session.focus ?? 'none'],
    notes: sourceNote(meant),
    warnings,
  };
}

export const focusCommand = defineCommand<object, [string?]>({
  flags: {},
  args: [
    {
      brief: 'wp:<id>, step:<id> or none; without it the focus is shown',
      placeholder: 'wp:ID|step:ID|none',
      propose: proposeFocuses,
    },
  ],
  run: async (invocation, _flags, target) => {
    if (target === undefined) return showFocus(invocation);
    return (await import('../focus/set-focus.ts')).setFocus(invocation, target);
  },
});
