import type { Collision } from '@missionctl/roster';
import type { ParticipantElsewhere } from '../engine/others-of.ts';
import { drives } from '../roster/mission-roster.ts';
import type { StatusOutcome } from './status.ts';

/**
 * The same status with participants of other homes, and what I and they may do to each other without knowing.
 *
 * @param status - a status that shows nobody of other homes
 * @param elsewhere - who is in the mission in other homes, as `watchForStatus` gives them
 * @returns the status of both
 * @example
 * for await (const { elsewhere } of watchForStatus(home, 'demo')) show(withElsewhere(look(), elsewhere));
 */
export function withElsewhere(
  status: StatusOutcome,
  elsewhere: readonly ParticipantElsewhere[],
): StatusOutcome {
  const collisions = [...status.collisions, ...driversElsewhere(status, elsewhere)];
  return { ...status, elsewhere, collisions };
}

function driversElsewhere(
  { session }: Pick<StatusOutcome, 'session'>,
  elsewhere: readonly ParticipantElsewhere[],
): readonly Collision[] {
  const about = session?.focus ?? null;
  if (session === undefined || about === null || !drives(session)) return [];
  return elsewhere
    .filter(({ verdict }) => verdict !== 'gone')
    .filter(({ entry }) => entry.driveIntent === 'active' && entry.focus === about)
    .map(({ entry }): Collision => {
      return { kind: 'ConcurrentDriver', severity: 'high', with: entry.participantId, about };
    });
}
