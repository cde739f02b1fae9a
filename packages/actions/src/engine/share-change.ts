import type { Issue } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import type { ChosenEngine } from './engine-source.ts';
import { exchange } from './exchange.ts';
import { openSharing } from './open-sharing.ts';
import { owing } from './own-entries.ts';
import { unshared } from './unshared.ts';

/**
 * Shares what has changed in this home: the entry of one participant, if somebody in particular did it, and all
 * that is owed.
 *
 * @returns what others cannot see, and what could not be remembered
 */
export async function shareChange(
  home: Home,
  chosen: ChosenEngine,
  { participantId, signal }: Pick<Wait, 'signal'> & { readonly participantId?: string | undefined },
): Promise<readonly Issue[]> {
  const sharing = await openSharing(home, chosen, { signal });
  let failure = sharing.failure();
  try {
    if (failure === undefined) await exchange(sharing, { participantId });
  } catch (error) {
    failure = await sharing.pause(error);
  }
  if (failure === undefined) return sharing.warnings();
  if (participantId !== undefined) {
    await sharing.remember((state) => owing(state, participantId, home.clock()));
  }
  return [unshared(failure), ...sharing.warnings()];
}
