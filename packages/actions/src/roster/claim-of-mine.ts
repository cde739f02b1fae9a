import { type Claim, effectiveHolder } from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import type { MissionRoster } from './mission-roster.ts';

/** The claim that a participant holds with effect; undefined for none. */
export function claimOfMine(
  { claims, drivers }: Pick<MissionRoster, 'claims' | 'drivers'>,
  { focus, participantId }: Pick<SessionState, 'focus' | 'participantId'>,
): Claim | undefined {
  const claim = focus === null ? undefined : claims.get(focus);
  return effectiveHolder(claim, drivers)?.participantId === participantId ? claim : undefined;
}
