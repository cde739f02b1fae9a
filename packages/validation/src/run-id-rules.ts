import { type Issue, parseRunId, type SessionState } from '@missionctl/session-model';
import { failed, passed, warned } from './rule.ts';

/** There is a run id; an issuer may give none. */
export function runIdPresent({ missionRunId }: SessionState): readonly Issue[] {
  if (missionRunId !== '') return passed;
  return warned('RUN_ID_MISSING', 'mission_run_id', 'there is no mission run id');
}

/** A run id is a ULID, of either case. */
export function runIdWellFormed({ missionRunId }: SessionState): readonly Issue[] {
  if (missionRunId === '' || parseRunId(missionRunId).ok) return passed;
  return failed('RUN_ID_FORMAT', 'mission_run_id', 'the mission run id is not a ULID');
}
