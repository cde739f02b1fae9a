import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  caseKey,
  InvalidIdError,
  type Issue,
  missionsDirectory,
  parseMissionId,
  requireMissionId,
} from '@missionctl/session-model';
import { requireStore, type SessionStore } from '../session-store.ts';
import { checkRoots } from './check-roots.ts';

/**
 * Finds the name under which a mission already has a directory, when it differs from this id by
 * case only: on a case-insensitive disk the two would be one directory.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the other name; undefined when there is none
 * @throws ERR_INVALID_ID, ERR_FILE_READ; ERR_UNSAFE_FILE and ERR_UNUSABLE_DIRECTORY of the home and of
 *   `missions`
 * @example
 * const existing = yield* caseVariantOf(store, 'Demo');
 */
export function* caseVariantOf(
  store: SessionStore,
  missionId: string,
): Operation<string | undefined> {
  requireStore(store);
  const { home } = store;
  const wanted = caseKey(requireMissionId(missionId));
  yield* checkRoots(home);
  for (const name of yield* directoryNames(missionsDirectory(home))) {
    if (name !== missionId && caseKeyOf(name) === wanted) return name;
  }
  return undefined;
}

/** @throws ERR_INVALID_ID naming the directory that exists */
export function* rejectCaseVariant(store: SessionStore, missionId: string): Operation<void> {
  const existing = yield* caseVariantOf(store, missionId);
  if (existing === undefined) return;
  const message = `differs only by case from the mission '${existing}', which exists`;
  const issue: Issue = { code: 'CASE_COLLISION', severity: 'error', field: 'mission_id', message };
  throw new InvalidIdError('mission-id', missionId, [issue]);
}

/** The names in a directory; none where there is no directory. @throws ERR_FILE_READ */
export function* directoryNames(path: string): Operation<readonly string[]> {
  try {
    return yield* effects.readdir(path);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw new FileReadError(path, cause);
  }
}

function caseKeyOf(name: string): string | undefined {
  const parsed = parseMissionId(name);
  return parsed.ok ? caseKey(parsed.value) : undefined;
}
