import { defineCommand } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

/** Answers from the names of files alone: it never reads a session. */
function runCurrent(invocation: Invocation): Outcome {
  const meant = whichSession(invocation);
  const { missionId, source, pin = null } = meant;
  // Not into a script's capture, where a second line would surprise even on stderr.
  const notes = invocation.context.isTerminal('stdout') ? sourceNote(meant) : [];
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
  run: runCurrent,
});
