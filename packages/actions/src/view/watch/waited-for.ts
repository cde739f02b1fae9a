import { decideClaim } from '@missionctl/roster';
import { capabilitiesOf } from '@missionctl/session-model';
import { requireObject } from '@missionctl/session-store/operations';
import type { StatusOutcome } from '../status.ts';

/**
 * Says whether I may drive my focus: I would be granted it now, or have it.
 *
 * @param status - what `status` shows
 * @returns false while another holds it; undefined where I have no focus, or may drive nothing
 * @example
 * for await (const status of watchStatus(home, evidence)) if (isFree(status)) break;
 */
export function isFree(
  status: Pick<StatusOutcome, 'session' | 'claims' | 'drivers'>,
): boolean | undefined {
  const { session, claims, drivers } = requireObject('status', status);
  const { focus = null, role = '', participantId: me = '' } = session ?? {};
  if (focus === null || !capabilitiesOf(role).drive) return undefined;
  const claim = claims.find((each) => each.claim.focus === focus)?.claim;
  // When it would begin matters only to the record.
  return decideClaim({ me, focus, now: '', claim, drivers }).status === 'granted';
}

/**
 * Says whether nobody else is here: every other participant is proven gone, or has left.
 *
 * @param status - what `status` shows
 * @returns false also while it is unknown of somebody
 * @example
 * for await (const status of watchStatus(home, evidence)) if (isAlone(status)) break;
 */
export function isAlone(
  status: Pick<StatusOutcome, 'session' | 'address' | 'participants'> &
    Partial<Pick<StatusOutcome, 'elsewhere' | 'isAnybodyElsewhere'>>,
): boolean {
  const { session, address, participants } = requireObject('status', status);
  const { elsewhere = [], isAnybodyElsewhere = false } = status;
  // An engine that does not answer now has said before who is there.
  if (isAnybodyElsewhere || elsewhere.some(({ verdict }) => verdict !== 'gone')) return false;
  return participants.every(
    (each) =>
      each.verdict === 'gone' ||
      (session !== undefined && each.address.alias === address?.alias && each.aliases !== true),
  );
}
