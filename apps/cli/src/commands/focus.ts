import { formatFocus, parseFocus } from '@missionctl/session-model';
import { completeFocuses } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { object, orNull, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';
import { sourceNote } from '../session/mission-source.ts';
import { resolveSession } from '../session/resolve-session.ts';
import { requireCapability, updateValidSession } from '../session/update-valid-session.ts';
import { defineCommand } from './command.ts';

function showFocus(invocation: Invocation): Outcome {
  const { address, ...resolved } = resolveSession(invocation);
  const { session, warnings } = invocation.store.ensureJoinedSync(address);
  return {
    ...resolved,
    data: { focus: session.focus },
    participantId: session.participantId,
    lines: [session.focus ?? 'none'],
    notes: sourceNote(resolved),
    warnings,
  };
}

function setFocus(invocation: Invocation, target: string): Outcome {
  const { address, ...resolved } = resolveSession(invocation);
  // An empty word comes from a variable that is not set, rather than from a wish for no focus.
  const parsed = parseFocus(target === '' ? ' ' : target);
  if (!parsed.ok) throw invalidFocus(target, parsed.issues[0]?.message);
  const focus = parsed.value;
  const updated = updateValidSession(invocation, address, {
    field: 'focus',
    patch: ({ role }) => {
      if (focus !== null) requireCapability(address, role, 'focus');
      return { focus };
    },
  });
  const former = updated.former.focus;
  const changed = former !== focus;
  const state = formatFocus(focus);
  const note = changed
    ? `focus is ${state} (was ${former ?? 'none'})`
    : `focus is already ${state}`;
  return {
    ...resolved,
    data: { focus, former, changed },
    participantId: updated.session.participantId,
    notes: [note, ...sourceNote(resolved)],
    warnings: updated.warnings,
  };
}

function invalidFocus(target: string, message = 'focus is wp:<id>, step:<id> or none'): CliError {
  return new CliError('INVALID_FOCUS', message, {
    hint: 'missionctl focus wp:<id>',
    details: { given: target },
  });
}

export const focusCommand = defineCommand<object, [string?]>({
  brief: 'Show or set what you are working on',
  flags: {},
  args: [
    {
      brief: 'wp:<id>, step:<id> or none; default: show the focus',
      placeholder: 'wp:ID|step:ID|none',
      complete: completeFocuses,
    },
  ],
  examples: ['missionctl focus wp:WP01', 'missionctl focus none --as bot --mission demo'],
  dataSchema: object({ focus: orNull(text) }, { former: orNull(text), changed: truth }),
  run: (invocation, _flags, target) =>
    target === undefined ? showFocus(invocation) : setFocus(invocation, target),
});
