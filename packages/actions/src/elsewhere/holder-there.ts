import type { SeenClaim } from '@missionctl/roster';
import type { Holder } from '../work/work-outcome.ts';

/** Who holds a claim in another home, as it was seen at the engine. */
export function holderThere({ claim, gone, alias }: SeenClaim): Holder {
  const { focus, holder = '', since, term, note } = claim;
  return {
    focus,
    participantId: holder,
    alias: undefined,
    elsewhere: { alias },
    verdict: gone ? 'gone' : 'unknown',
    lastActivityAt: undefined,
    reserved: false,
    since,
    term,
    place: undefined,
    note,
  };
}
