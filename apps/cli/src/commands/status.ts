import { type ListedSession, sessionPath } from '@missionctl/session-store';
import { defineCommand } from '../command.ts';
import { describeSession } from '../describe-session.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sessionData } from '../session-data.ts';
import { table } from '../table.ts';
import { type MeantSession, whichSession } from '../which-mission.ts';

export interface StatusFlags {
  readonly watch?: boolean;
}

/** A session that may be looked at longer than what named its mission names it. */
export interface ShownSession extends Pick<MeantSession, 'address' | 'missionId'> {
  readonly source: MeantSession['source'] | undefined;
}

/** My session in the mission that is meant, and the others there. */
export function statusOf(invocation: Invocation, shown: ShownSession): Outcome {
  const { store, context, home } = invocation;
  const { address, missionId, source } = shown;
  const title = source === undefined ? missionId : `${missionId} (${source})`;
  const listed = store.listSync(missionId);
  const isMine = (each: ListedSession): boolean =>
    each.address.alias === address.alias && each.aliases !== true;
  const found = listed.find(isMine)?.loaded;
  // Where mine is not among them, it is told why.
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

export const statusCommand = defineCommand<StatusFlags, []>({
  flags: {
    watch: {
      kind: 'switch',
      brief: 'Go on showing it at each change, until Ctrl-C',
    },
  },
  ofOneMission: true,
  run: async (invocation, { watch }) => {
    const meant = whichSession(invocation);
    if (watch !== true) return statusOf(invocation, meant);
    return (await import('../watch/run-watch.ts')).runWatch(invocation, meant);
  },
});
