import { join } from 'node:path';
import {
  type Collision,
  publicRemote,
  recentTouchMs,
  remoteOf,
  touchesOutside,
} from '@missionctl/roster';
import type { StatusOutcome } from '../view/status.ts';
import type { ParticipantElsewhere } from './others-of.ts';

/**
 * Finds the files that I and others of other homes change in clones of one repository, where their homes publish
 * those that were changed in the last half hour by their own clocks: here only my times are compared.
 */
export function sameFilesElsewhere(
  { session, participants, nowMs }: Pick<StatusOutcome, 'session' | 'participants' | 'nowMs'>,
  others: readonly ParticipantElsewhere[],
): readonly Collision[] {
  const presence = session === undefined ? undefined : participants[0]?.presence;
  const { repository, worktree } = presence?.place ?? {};
  const publishing = others.filter(({ entry }) => entry.touching !== undefined);
  if (repository === undefined || worktree === undefined || publishing.length === 0) return [];
  const isRecent = (at: string): boolean => nowMs - Date.parse(at) < recentTouchMs;
  const touched = touchesOutside(presence)?.filter(({ at }) => isRecent(at)) ?? [];
  const mine = new Set(touched.map(({ path }) => path));
  const remote = publicRemote(remoteOf(repository));
  return publishing
    .filter(({ entry, changedAt }) => {
      const isSame = remote !== undefined && entry.place?.repository === remote;
      return isSame && changedAt !== undefined && isRecent(changedAt);
    })
    .flatMap(({ entry: { touching = [], participantId } }) =>
      touching
        .filter(({ path }) => mine.has(path))
        .map(({ path }): Collision => {
          const about = join(worktree, path);
          return { kind: 'SameFile', severity: 'high', with: participantId, about };
        }),
    );
}
