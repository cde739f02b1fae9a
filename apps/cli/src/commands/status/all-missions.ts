import { type Evidence, type StatusOutcome, statusAllSync } from '@missionctl/actions';
import type { PersonCells } from '../../output/describe-session.ts';
import { nothingListed } from '../../output/nothing-listed.ts';
import type { Outcome } from '../../output/outcome.ts';
import { claimWarnings } from '../../roster/words/claim-warnings.ts';
import type { Invocation } from '../../session/invocation.ts';
import { readsOnTerminal } from '../../session/is-interactive.ts';
import { inForm } from '../../sharing/in-form.ts';
import { aboutLines } from './about-lines.ts';
import { type Group, groupLines, unfittedGroups } from './group-lines.ts';
import { missionView } from './status-view.ts';

/** Every mission of the home. */
export async function allMissions(invocation: Invocation, evidence: Evidence): Promise<Outcome> {
  const { home, context } = invocation;
  const { missions, active, warnings } = await inForm(invocation, evidence, {
    alone: () => statusAllSync(home, evidence),
    shared: ({ statusAll }) => statusAll(home, evidence),
  });
  const nowMs = home.clock();
  const views = missions.map((status) => ({ status, ...missionView(status, nowMs) }));
  const groups = views.map(({ status, people }): Group => {
    const { missionId } = status;
    return {
      title: missionId === active ? { text: missionId, style: 'active' } : missionId,
      people: byWeight(status, people),
      about: aboutLines(status, nowMs).map((line) => `${missionId}: ${line}`),
    };
  });
  return {
    data: {
      active_mission_id: active ?? null,
      missions: views.map(({ status, data }) => ({
        mission_id: status.missionId,
        ...data,
      })),
    },
    lines: readsOnTerminal(invocation)
      ? groupLines(groups, context.terminalSize('stdout'))
      : unfittedGroups(groups),
    notes: groups.length === 0 ? [nothingListed(home, {})] : [],
    warnings: [...missions.flatMap((each) => claimWarnings(each, nowMs)), ...warnings],
  };
}

const verdicts = ['here', 'quiet', 'unknown', 'gone'];

/** The caller first, then who drives, then who is most alive: where not all fit, the last are left out. */
function byWeight(
  { participants, session, address }: StatusOutcome,
  people: readonly PersonCells[],
): readonly PersonCells[] {
  const weights = participants.map(({ loaded, verdict, address: { alias } }) => {
    if (session !== undefined && alias === address?.alias) return 0;
    const isDriving = loaded.status === 'joined' && loaded.session.driveIntent === 'active';
    return (isDriving && verdict !== 'gone' ? 1 : 1 + verdicts.length) + verdicts.indexOf(verdict);
  });
  const order = people.map((_, at) => at);
  return order
    .toSorted((one, other) => (weights[one] ?? 0) - (weights[other] ?? 0))
    .flatMap((at) => people[at] ?? []);
}
