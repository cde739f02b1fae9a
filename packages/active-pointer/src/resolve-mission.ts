import { type MissionId, requireMissionId } from '@missionctl/session-model';

/** Where the answer to "which mission is meant here" came from; earlier ones win. */
const missionSources = ['flag', 'environment', 'pin', 'pointer'] as const;
export type MissionSource = (typeof missionSources)[number];

export type ResolvedMission =
  | { readonly status: 'resolved'; readonly missionId: MissionId; readonly source: MissionSource }
  | { readonly status: 'none' }
  /** The source names a mission that is not joined. It is never passed over in silence. */
  | { readonly status: 'dangling'; readonly missionId: MissionId; readonly source: MissionSource };

export interface MissionSources {
  /** What the caller named explicitly; undefined or empty when nothing. */
  readonly flag?: string | undefined;
  /** What the environment names; undefined or empty when nothing. */
  readonly environment?: string | undefined;
  /** Asked only when neither of the two names a mission. */
  readonly pin?: () => string | undefined;
  /** Asked last, so that a damaged pointer never stands in the way of an explicit id. */
  readonly pointer: () => string | undefined;
  readonly isJoined: (missionId: MissionId) => boolean;
}

/**
 * Which mission is meant, and why: the first source that names one decides, joined or not.
 *
 * @throws ERR_INVALID_ID when that source names what cannot be a mission id, and whatever the
 *   functions that are asked throw
 */
export function resolveMission(sources: MissionSources): ResolvedMission {
  const asked: Readonly<Record<MissionSource, () => string | undefined>> = {
    flag: () => sources.flag,
    environment: () => sources.environment,
    pin: () => sources.pin?.(),
    pointer: sources.pointer,
  };
  for (const source of missionSources) {
    const named = asked[source]();
    if (named === undefined || named === '') continue;
    const missionId = requireMissionId(named);
    const status = sources.isJoined(missionId) ? 'resolved' : 'dangling';
    return { status, missionId, source };
  }
  return { status: 'none' };
}
