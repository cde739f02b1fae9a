import { type Issue, parseMissionId, quoted, type SessionState } from '@missionctl/session-model';
import type { CheckOptions } from './check-options.ts';
import { failed, passed } from './rule.ts';

/** The session is of the mission in whose directory it was found. */
export function missionIdExpected(
  { missionId }: SessionState,
  { expectedMissionId }: CheckOptions,
): readonly Issue[] {
  if (expectedMissionId === undefined || missionId === expectedMissionId) return passed;
  return failed(
    'MISSION_ID_MISMATCH',
    'mission_id',
    `the session is of the mission ${quoted(missionId)}, not of ${quoted(expectedMissionId)}`,
  );
}

/** The mission id can be one. */
export function missionIdValid({ missionId }: SessionState): readonly Issue[] {
  const result = parseMissionId(missionId);
  if (result.ok) return passed;
  const reasons = result.issues.map(({ message }) => message).join('; ');
  return failed(
    'MISSION_ID_INVALID',
    'mission_id',
    `the mission id ${quoted(missionId)} is invalid: ${reasons}`,
  );
}
