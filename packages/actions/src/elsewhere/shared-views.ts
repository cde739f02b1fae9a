import type { Verdict } from '@missionctl/roster';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { sharedLook } from '../sharing/shared.ts';
import { listByVerdict, type PresentListOutcome } from '../view/list-by-verdict.ts';
import { isShownElsewhere, type SessionFilter } from '../view/session-filter.ts';
import { type StatusOutcome, status } from '../view/status.ts';
import { type StatusAllOutcome, statusAll } from '../view/status-all.ts';
import type { ParticipantElsewhere } from './others-of.ts';
import { withElsewhere } from './with-elsewhere.ts';

/** The status of a mission, with those of other homes where it is shared with them. */
export async function sharedStatus(home: Home, evidence: Evidence): Promise<StatusOutcome> {
  const look = () => runWaiting(() => status(home, evidence));
  const missionOf = ({ missionId }: StatusOutcome) => missionId;
  const shown = await sharedLook(home, look, { missionOf });
  return withElsewhere(shown, shown.elsewhere);
}

/** The participants who have one of these verdicts, and in a mission that is shared those of other homes. */
export async function sharedListByVerdict(
  home: Home,
  verdicts: readonly Verdict[],
  filter: SessionFilter,
): Promise<PresentListOutcome> {
  const look = () => runWaiting(() => listByVerdict(home, verdicts, filter));
  const isShown = (each: ParticipantElsewhere): boolean =>
    verdicts.includes(each.verdict) && isShownElsewhere(filter, each);
  return await sharedLook(home, look, { missionOf: () => filter.missionId, isShown });
}

/** Every mission of the home, with those of other homes in the active one: its engine alone is asked. */
export async function sharedStatusAll(home: Home, evidence: Evidence): Promise<StatusAllOutcome> {
  const look = async () => ({
    ...(await runWaiting(() => statusAll(home, evidence))),
    elsewhere: [],
  });
  const missionOf = ({ active, missions }: StatusAllOutcome): string | undefined =>
    missions.some(({ missionId }) => missionId === active) ? active : undefined;
  const { elsewhere, ...all } = await sharedLook(home, look, { missionOf });
  const missions = all.missions.map((each) =>
    each.missionId === all.active ? withElsewhere(each, elsewhere) : each,
  );
  return { ...all, missions };
}
