import type { StatusOutcome } from '@missionctl/actions';
import { describeSession } from '../../output/describe-session.ts';
import type { Outcome } from '../../output/outcome.ts';
import { sessionData } from '../../output/session-data.ts';
import { table } from '../../output/table.ts';

/** The caller's session, and the other participants of its mission. */
export function statusView(status: StatusOutcome, nowMs: number): Outcome {
  const { missionId } = status.address;
  const { session, resolvedFrom: source } = status;
  const title = source === undefined ? missionId : `${missionId} (${source})`;
  const [mine] = status.participants;
  const participants = status.participants.map((each) => describeSession(each, nowMs));
  return {
    data: {
      session: sessionData(session),
      participants: participants.map(({ data }) => data),
      collisions: [],
    },
    missionId,
    source,
    participantId: session.participantId,
    lines: table(
      participants.map(({ cells }, at) => [
        at === 0 ? { text: title, style: 'active' } : '',
        ...cells,
      ]),
    ),
    notes: mine.issues.map(({ severity, message }) => `${severity}: ${message}`),
    warnings: status.warnings,
  };
}
