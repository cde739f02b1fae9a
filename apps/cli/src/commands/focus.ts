import { formatFocus, parseFocus } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { actionableSession, requireCapability } from '../actionable-session.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { proposeFocuses } from '../shell/propose-names.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

function runFocus(invocation: Invocation, _flags: object, target?: string): Outcome {
  const { address, ...meant } = whichSession(invocation);
  const { data, note, ...outcome } =
    target === undefined ? showFocus(invocation, address) : setFocus(invocation, address, target);
  return { ...outcome, ...meant, data, notes: [...note, ...sourceNote(meant)] };
}

type Told = Outcome & { readonly note: readonly string[] };

function showFocus({ store }: Invocation, address: SessionAddress): Told {
  const { session, warnings } = store.ensureJoinedSync(address);
  return {
    data: { focus: session.focus },
    participantId: session.participantId,
    lines: [session.focus ?? 'none'],
    note: [],
    warnings,
  };
}

function setFocus(invocation: Invocation, address: SessionAddress, target: string): Told {
  // An empty word is a variable that was not set, rather than a wish for no focus.
  const parsed = parseFocus(target === '' ? ' ' : target);
  if (!parsed.ok) throw invalidFocus(target, parsed.issues[0]?.message);
  const focus = parsed.value;
  const { session, warnings } = actionableSession(invocation, address, 'focus');
  // Judged under the lock: a join with another role may have come in between.
  const updated = invocation.store.updateSync(address, ({ role }) => {
    if (focus !== null) requireCapability(address, role, 'focus');
    return { focus };
  });
  const former = updated.former.focus;
  const changed = former !== focus;
  return {
    data: { focus, former, changed },
    participantId: session.participantId,
    note: [
      changed
        ? `focus is ${formatFocus(focus)} (was ${former ?? 'none'})`
        : `focus is ${formatFocus(focus)} already`,
    ],
    warnings: [...warnings, ...updated.warnings],
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
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'wp:<id>, step:<id> or none; without it the focus is shown',
        placeholder: 'wp:ID|step:ID|none',
        parse: String,
        optional: true,
        proposeCompletions: proposeFocuses,
      },
    ],
  },
  run: runFocus,
});
