import { showSessionSync } from '@missionctl/actions';
import { completeFocuses } from '../../completion/complete-names.ts';
import { object, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { defineCommand } from '../command.ts';

function showFocus(invocation: Invocation): Outcome {
  const shown = showSessionSync(invocation.home, evidenceOf(invocation));
  const selected = selectedBy(shown);
  const { focus, participantId } = shown.session;
  return {
    ...selected,
    data: { focus },
    participantId,
    lines: [focus ?? 'none'],
    notes: sourceNote(selected),
    warnings: shown.warnings,
  };
}

export const focusCommand = defineCommand<object, [string?]>({
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
  run: async (invocation, _flags, target) => {
    if (target === undefined) return showFocus(invocation);
    // What writes is a quarter of the code that a start would read.
    return (await import('./set-focus.ts')).setFocus(invocation, target);
  },
});
