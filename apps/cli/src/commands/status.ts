import { defineCommand } from '../define-command.ts';
import { describeSession } from '../describe-session.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sessionData } from '../session-data.ts';
import { table } from '../table.ts';
import { whichSession } from '../which-mission.ts';

export function runStatus(invocation: Invocation): Outcome {
  const { store, context, actor } = invocation;
  const { address, missionId, source } = whichSession(invocation);
  const { session, warnings } = store.ensureJoinedSync(address);
  const nowMs = context.clock();
  const participants = store
    .listSync(missionId)
    .toSorted(
      (one, other) =>
        Number(other.address.alias === actor.alias) - Number(one.address.alias === actor.alias),
    )
    .map((listed) => describeSession(listed, nowMs));
  const rows = participants.map(({ cells }, at) => [
    at === 0 ? `${missionId} (${source})` : '',
    ...cells,
  ]);
  const issues = participants[0]?.data['issues'];
  return {
    data: {
      session: sessionData(session),
      participants: participants.map(({ data }) => data),
      collisions: [],
    },
    missionId,
    source,
    participantId: session.participantId,
    lines: table(rows),
    notes: Array.isArray(issues)
      ? issues.map(({ severity, message }) => `${severity}: ${message}`)
      : [],
    warnings,
  };
}

export const statusCommand = defineCommand({
  brief: 'Show your session and the others of the mission',
  flags: {},
  run: runStatus,
});
