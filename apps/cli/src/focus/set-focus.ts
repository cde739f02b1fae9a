import { formatFocus, parseFocus } from '@missionctl/session-model';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { requireCapability, updateActionable } from '../update-actionable.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

/** Sets the focus of the session that is meant. */
export function setFocus(invocation: Invocation, target: string): Outcome {
  const { address, ...meant } = whichSession(invocation);
  // An empty word is a variable that was not set, rather than a wish for no focus.
  const parsed = parseFocus(target === '' ? ' ' : target);
  if (!parsed.ok) throw invalidFocus(target, parsed.issues[0]?.message);
  const focus = parsed.value;
  const updated = updateActionable(invocation, address, {
    replacing: 'focus',
    to: ({ role }) => {
      if (focus !== null) requireCapability(address, role, 'focus');
      return { focus };
    },
  });
  const former = updated.former.focus;
  const changed = former !== focus;
  return {
    ...meant,
    data: { focus, former, changed },
    participantId: updated.session.participantId,
    notes: [
      changed
        ? `focus is ${formatFocus(focus)} (was ${former ?? 'none'})`
        : `focus is ${formatFocus(focus)} already`,
      ...sourceNote(meant),
    ],
    warnings: updated.warnings,
  };
}

function invalidFocus(target: string, message = 'focus is wp:<id>, step:<id> or none'): CliError {
  return new CliError('INVALID_FOCUS', message, {
    hint: 'missionctl focus wp:<id>',
    details: { given: target },
  });
}
