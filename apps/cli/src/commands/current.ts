import { object, orNull, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { missionSources } from '../output/shared-schemas.ts';
import type { Invocation } from '../session/invocation.ts';
import { sourceNote } from '../session/mission-source.ts';
import { resolveSession } from '../session/resolve-session.ts';
import { defineCommand } from './command.ts';

/** Answers from the names of files alone: it never reads a session. */
function runCurrent(invocation: Invocation): Outcome {
  const resolved = resolveSession(invocation);
  const { missionId, source, pin = null } = resolved;
  // Not when a script captures stdout: there a note would surprise, even on stderr.
  const notes = invocation.context.isTerminal('stdout') ? sourceNote(resolved) : [];
  return {
    data: { mission_id: missionId, source, pin },
    missionId,
    source,
    lines: [missionId],
    notes,
  };
}

export const currentCommand = defineCommand({
  brief: 'Print the selected mission',
  flags: {},
  examples: ['echo "at work on $(missionctl current)"'],
  dataSchema: object({ mission_id: text, source: missionSources, pin: orNull(text) }),
  run: runCurrent,
});
