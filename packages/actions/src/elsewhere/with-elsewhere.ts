import { wrongType } from '@missionctl/atomic-fs/operations';
import type { Collision } from '@missionctl/roster';
import { requireObject } from '@missionctl/session-store/operations';
import { drives } from '../roster/mission-roster.ts';
import type { StatusOutcome } from '../view/status.ts';
import type { ParticipantElsewhere } from './others-of.ts';
import { sameFilesElsewhere } from './same-files-elsewhere.ts';

/**
 * The same status with participants of other homes, and what I and they may do to each other without knowing. Two homes
 * are taken for two machines: nobody elsewhere works in my checkout.
 *
 * @param status - a status that shows nobody of other homes
 * @param elsewhere - who is in the mission in other homes, as `watchForStatus` gives them
 * @returns the status of both
 * @throws TypeError for arguments that cannot be
 * @example
 * for await (const { elsewhere } of watchForStatus(home, 'demo')) show(withElsewhere(look(), elsewhere));
 */
export function withElsewhere(
  status: StatusOutcome,
  elsewhere: readonly ParticipantElsewhere[],
): StatusOutcome {
  const { collisions } = requireObject('status', status);
  if (!Array.isArray(elsewhere)) throw wrongType('elsewhere', 'a list of participants', elsewhere);
  const alive = elsewhere.filter(({ verdict }) => verdict !== 'gone');
  const found = [...driversElsewhere(status, alive), ...sameFilesElsewhere(status, alive)];
  return { ...status, elsewhere, collisions: [...collisions, ...found] };
}

function driversElsewhere(
  { session, collisions }: Pick<StatusOutcome, 'session' | 'collisions'>,
  others: readonly ParticipantElsewhere[],
): readonly Collision[] {
  const about = session?.focus ?? null;
  if (session === undefined || about === null || !drives(session)) return [];
  const known = new Set(
    collisions.filter(({ kind }) => kind === 'ConcurrentDriver').map((each) => each.with),
  );
  return others
    .filter(({ entry }) => !known.has(entry.participantId))
    .filter(({ entry }) => entry.driveIntent === 'active' && entry.focus === about)
    .map(({ entry }): Collision => {
      return { kind: 'ConcurrentDriver', severity: 'high', with: entry.participantId, about };
    });
}
