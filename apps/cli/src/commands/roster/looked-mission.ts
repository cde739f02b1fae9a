import { resolveSelectionSync } from '@missionctl/actions';
import { evidenceOf, explicitMission } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { type SelectedMission, selectedBy } from '../../session/mission-source.ts';

/** The mission whose engine is asked about: one that is named need not be joined any more. */
export function lookedMission(invocation: Invocation): SelectedMission {
  const missionId = explicitMission(invocation);
  if (missionId !== undefined) return { missionId, source: 'flag' };
  return selectedBy(resolveSelectionSync(invocation.home, evidenceOf(invocation)));
}
