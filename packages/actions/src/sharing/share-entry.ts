import type { Wait } from '@missionctl/session-store';
import type { Entered } from '../agent/outcomes.ts';
import { othersThere } from '../elsewhere/participants-elsewhere.ts';
import { withElsewhere } from '../elsewhere/with-elsewhere.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { openSharing } from './open-sharing.ts';
import { changeThere } from './share-change.ts';
import { withUnshared } from './unshared.ts';

/** Who enters, and how they look around. */
interface Entering extends Pick<Wait, 'signal'> {
  readonly participantId: string;
  readonly look: () => Promise<Entered>;
}

/**
 * Shares that an agent has entered: what other homes do is seen before it looks around, since they may have displaced
 * it, and then its entry is published as it has become. Both within the time of one call.
 */
export async function shareEntry(
  home: Home,
  chosen: ChosenEngine,
  { participantId, look, signal }: Entering,
): Promise<Entered> {
  const sharing = await openSharing(home, chosen, { signal });
  const { participants, odd } = await othersThere(sharing);
  const entered = await look();
  const failure = await changeThere(sharing, participantId);
  const warnings = [...entered.warnings, ...odd, ...sharing.warnings()];
  const seen = withElsewhere(entered.look, participants);
  return withUnshared({ ...entered, look: seen, warnings }, failure);
}
