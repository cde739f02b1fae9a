import { engineOfSync, forgetEngine } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { sourceNote } from '../../session/mission-source.ts';
import { lookedMission } from './looked-mission.ts';

/** Shares the selected mission no longer: what others see of this home is taken back, as far as that can be. */
export async function stopSharing(invocation: Invocation): Promise<Outcome> {
  const { home } = invocation;
  const selected = lookedMission(invocation);
  const { missionId } = selected;
  const found = engineOfSync(home, missionId);
  const forgotten = await forgetEngine(home, missionId);
  const former = found.status === 'chosen' ? found.choice.url : null;
  const isChanged = forgotten.status === 'forgotten';
  return {
    ...selected,
    data: { engine: null, former, changed: isChanged, is_public: null },
    notes: [
      isChanged
        ? `${missionId} is shared no longer${former === null ? '' : `; it was through ${former}`}`
        : `${missionId} is not shared`,
      ...sourceNote(selected),
    ],
    warnings: forgotten.warnings,
  };
}
