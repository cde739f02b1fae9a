import type { Collision } from '@missionctl/roster';
import { drives } from '../roster/mission-roster.ts';
import type { StatusOutcome } from './status.ts';

/** The same status, with the collisions of one who drives with those who drive the same in other homes. */
export function withDriversElsewhere(status: StatusOutcome): StatusOutcome {
  const { session, elsewhere, collisions } = status;
  const about = session?.focus ?? null;
  if (session === undefined || about === null || !drives(session)) return status;
  const found = elsewhere
    .filter(({ verdict }) => verdict !== 'gone')
    .filter(({ entry }) => entry.driveIntent === 'active' && entry.focus === about)
    .map(({ entry }): Collision => {
      return { kind: 'ConcurrentDriver', severity: 'high', with: entry.participantId, about };
    });
  return found.length === 0 ? status : { ...status, collisions: [...collisions, ...found] };
}
