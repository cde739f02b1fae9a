import type { Issue } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { exchange } from './exchange/exchange.ts';
import { owing } from './exchange/own-entries.ts';
import { openSharing, type Sharing } from './open-sharing.ts';
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
  const failure = await changeThere(sharing, participantId);
  return [...(failure === undefined ? [] : [unshared(failure)]), ...sharing.warnings()];
}

/** Shares what has changed, and says what kept it from that. */
export async function changeThere(
  sharing: Sharing,
  participantId: string | undefined,
): Promise<string | undefined> {
  let failure = sharing.failure();
  try {
    if (failure === undefined) await exchange(sharing, { participantId });
  } catch (error) {
    failure = await sharing.pause(error);
  }
  if (failure !== undefined && participantId !== undefined) {
    await sharing.remember((state) => owing(state, participantId, sharing.home.clock()));
  }
  return failure;
}
