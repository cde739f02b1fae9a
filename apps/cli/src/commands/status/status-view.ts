import { type ListedSession, sessionPath } from '@missionctl/session-store';
import { describeSession } from '../../output/describe-session.ts';
import type { Outcome } from '../../output/outcome.ts';
import { sessionData } from '../../output/session-data.ts';
import { table } from '../../output/table.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { ResolvedSession } from '../../session/resolve-session.ts';

/** A session to show; what named its mission may name another by now. */
export interface ShownSession extends Pick<ResolvedSession, 'address' | 'missionId'> {
  readonly source: ResolvedSession['source'] | undefined;
}

/** The caller's session, and the other participants of its mission. */
export function statusView(invocation: Invocation, shown: ShownSession): Outcome {
  const { store, context, home } = invocation;
  const { address, missionId, source } = shown;
  const title = source === undefined ? missionId : `${missionId} (${source})`;
  const listed = store.listSync(missionId);
  const isMine = (each: ListedSession): boolean =>
    each.address.alias === address.alias && each.aliases !== true;
  const found = listed.find(isMine)?.loaded;
  // When the list has no sound session of the caller, this throws the reason.
  const loaded = found?.status === 'joined' ? found : store.ensureJoinedSync(address);
  const nowMs = context.clock();
  const mine = describeSession({ address, path: sessionPath(home, address), loaded }, nowMs);
  const others = listed.filter((each) => !isMine(each));
  const participants = [mine, ...others.map((each) => describeSession(each, nowMs))];
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
      participants.map(({ cells }, at) => [
        at === 0 ? { text: title, style: 'active' } : '',
        ...cells,
      ]),
    ),
    notes: mine.issues.map(({ severity, message }) => `${severity}: ${message}`),
    warnings: participants.flatMap(({ warnings }) => warnings),
  };
}
