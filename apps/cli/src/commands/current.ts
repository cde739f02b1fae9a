import { resolveSelectionSync } from '@missionctl/actions';
import { object, orNull, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { missionSources } from '../output/shared-schemas.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { readsOnTerminal } from '../session/is-interactive.ts';
import { selectedBy, sourceNote } from '../session/mission-source.ts';
import { defineCommand } from './command.ts';

/** Answers from the names of files alone: it never reads a session. */
function runCurrent(invocation: Invocation): Outcome {
  const selected = selectedBy(resolveSelectionSync(invocation.home, evidenceOf(invocation)));
  const { missionId, source, pin = null } = selected;
  // Not when a script captures stdout: there a note would surprise, even on stderr.
  const notes = readsOnTerminal(invocation) ? sourceNote(selected) : [];
  return {
    data: { mission_id: missionId, source, pin },
    missionId,
    source,
    lines: [missionId],
    notes,
  };
}

export const currentCommand = defineCommand({
  flags: {},
  examples: ['echo "at work on $(missionctl current)"'],
  dataSchema: object({ mission_id: text, source: missionSources, pin: orNull(text) }),
  run: runCurrent,
});
