import type { Operation } from '@missionctl/atomic-fs/operations';
import type { HomeRoster } from '@missionctl/roster';
import { type FoundClaim, type LockedClaims, lastTermOf } from '@missionctl/roster/operations';

/** What a claim is decided about by, and what is replaced then. */
export interface RecordToReplace {
  /** The record of the focus, or that there is none. */
  readonly found: FoundClaim;
  /** Above which the term of a first record begins. */
  readonly lastTerm: number;
}

/** Reads the record under the roster's lock. @throws ERR_STATE_DAMAGED, ERR_FILE_READ ... */
export function* recordToReplace(
  roster: HomeRoster,
  claimOf: LockedClaims,
  focus: string,
): Operation<RecordToReplace> {
  const found = yield* claimOf(focus).require();
  const lastTerm = found.value === undefined ? yield* lastTermOf(roster, focus) : 0;
  return { found, lastTerm };
}
