import { sessionPath } from '@missionctl/session-store';
import { defineCommand } from '../define-command.ts';
import { describeSession } from '../describe-session.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sessionData } from '../session-data.ts';
import { table } from '../table.ts';
import { whichSession } from '../which-mission.ts';

function runStatus(invocation: Invocation): Outcome {
  const { store, context, home } = invocation;
  const { address, missionId, source } = whichSession(invocation);
  const loaded = store.ensureJoinedSync(address);
  const others = store
    .listSync(missionId)
    .filter((listed) => listed.address.alias !== address.alias);
  const nowMs = context.clock();
  const mine = describeSession({ address, path: sessionPath(home, address), loaded }, nowMs);
  const participants = [mine, ...others.map((other) => describeSession(other, nowMs))];
  return {
    data: {
      session: sessionData(loaded.session),
      participants: participants.map(({ data }) => data),
      collisions: [],
    },
    missionId,
    source,
    participantId: loaded.session.participantId,
    lines: table(
      participants.map(({ cells }, at) => [at === 0 ? `${missionId} (${source})` : '', ...cells]),
    ),
    notes: mine.issues.map(({ severity, message }) => `${severity}: ${message}`),
    warnings: participants.flatMap(({ warnings }) => warnings),
  };
}

export const statusCommand = defineCommand({
  brief: 'Show your session and the others of the mission',
  flags: {},
  run: runStatus,
});
