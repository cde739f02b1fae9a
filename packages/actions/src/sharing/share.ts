import { type Issue, requireParticipantId } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import { requireText, requireWait } from '@missionctl/session-store/operations';
import { engineFor } from '../engine/engine-for.ts';
import { type Home, requireHome } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';

/** Whose entry is published again, and how long to wait. */
export interface ShareOptions extends Wait {
  /** The participant id of somebody of this home, whose entry is new or is to be renewed; default: nobody's. */
  readonly participantId?: string | undefined;
}

/**
 * Brings the engine of a mission up to date with this home: for whatever lives long and renews its entry, and
 * after a change that was made by a synchronous function. It never stands in the way: what others cannot see
 * is a warning.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - whose entry is published again, and the signal that ends it
 * @returns what others cannot see, and what could not be remembered; nothing for a mission that is shared with
 *   no other home
 * @throws ERR_INVALID_ID
 * @example
 * const warnings = await share(home, 'demo', { participantId: session.participantId });
 */
export async function share(
  home: Home,
  missionId: string,
  options: ShareOptions = {},
): Promise<readonly Issue[]> {
  requireHome(home);
  const { signal } = requireWait(options);
  const { participantId } = options;
  if (participantId !== undefined) {
    requireText('participantId', participantId);
    requireParticipantId(participantId);
  }
  // Refused here, before anything is looked at.
  rosterOf(home, missionId);
  const { chosen, warnings } = await engineFor(home, missionId);
  if (chosen === undefined) return warnings;
  const { shareChange } = await import('./share-change.ts');
  return await shareChange(home, chosen, { participantId, signal });
}
