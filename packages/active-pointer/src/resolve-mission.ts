import type { Operation } from '@missionctl/atomic-fs/operations';
import { type MissionId, requireMissionId } from '@missionctl/session-model';

/**
 * The one list of what can select a mission; earlier ones win. Resolution and the schemas are made
 * from it. The prompts of the shells follow its order by hand; their tests fail for a source that
 * no case of theirs reaches.
 */
export const sources = ['flag', 'environment', 'pin', 'pointer'] as const;

/** What selected a mission. */
export type MissionSource = (typeof sources)[number];

/** Which mission is selected. */
export type ResolvedMission =
  | {
      /** `dangling`: the source names a mission that is not joined. It is never passed over. */
      readonly status: 'resolved' | 'dangling';
      /** The mission that the source names. */
      readonly missionId: MissionId;
      /** What selected it. */
      readonly source: MissionSource;
    }
  | {
      /** No source names a mission. */
      readonly status: 'none';
    };

/** What each source names; undefined or empty for none. `R` is what a question returns. */
export interface MissionEvidence<R, J> {
  /** What the caller named explicitly. */
  readonly flag?: string | undefined;
  /** What the environment names. */
  readonly environment?: string | undefined;
  /** Asked only when neither of the two names a mission. */
  readonly pin?: (() => R) | undefined;
  /** Asked last, so that a damaged pointer never stands in the way of an explicit id. */
  readonly pointer: () => R;
  /** Whether the mission is joined, by whoever acts. */
  readonly isJoined: (missionId: MissionId) => J;
}

/**
 * Selects the mission: the first of `sources` that names one decides, joined or not. Its questions
 * are operations.
 *
 * @param evidence - what each source names; `pin` and `pointer` are asked only when it comes to
 *   them
 * @returns the mission and its source; `dangling` when it is not joined; `none` when no source
 *   names one
 * @throws ERR_INVALID_ID when that source names what cannot be a mission id, and whatever the
 *   questions throw
 * @example
 * const resolved = yield* resolveMission({
 *   *pointer() {
 *     return (yield* readPointer(pointer)).active;
 *   },
 *   isJoined: (missionId) => isJoined(store, missionId),
 * });
 */
export function* resolveMission(
  evidence: MissionEvidence<Operation<string | undefined>, Operation<boolean>>,
): Operation<ResolvedMission> {
  for (const source of sources) {
    const named = yield* ask(source, evidence);
    if (named === undefined || named === '') continue;
    const missionId = requireMissionId(named);
    const status = (yield* evidence.isJoined(missionId)) ? 'resolved' : 'dangling';
    return { status, missionId, source };
  }
  return { status: 'none' };
}

function* ask(
  source: MissionSource,
  evidence: MissionEvidence<Operation<string | undefined>, Operation<boolean>>,
): Operation<string | undefined> {
  const answer = evidence[source];
  return typeof answer === 'function' ? yield* answer() : answer;
}
