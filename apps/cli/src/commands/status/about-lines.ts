import type { StatusOutcome } from '@missionctl/actions';
import { claimLines } from './claim-lines.ts';
import { collisionLines } from './collision-lines.ts';
import { participantNames } from './participant-names.ts';

/** What the rows of the participants do not say: of claims, and of collisions. */
export function aboutLines(status: StatusOutcome, nowMs: number): readonly string[] {
  const nameOf = participantNames(status);
  return [
    ...status.claims.flatMap((each) => claimLines(each, nameOf)),
    ...collisionLines(status, nameOf, nowMs),
  ];
}
