import type { Operation } from '@missionctl/atomic-fs/operations';
import { giveClaim } from '@missionctl/roster';
import { capabilitiesOf } from '@missionctl/session-model';
import { requireText } from '@missionctl/session-store/operations';
import { NoCapabilityError, NotDrivingError } from '../../errors.ts';
import type { Evidence } from '../../evidence.ts';
import type { Home } from '../../home.ts';
import { drives } from '../../roster/mission-roster.ts';
import { requireNote } from '../require-note.ts';
import { type HandOverOptions, type HandOverOutcome, handOver } from './hand-over.ts';
import { receiverAmong } from './receiver-among.ts';

/**
 * Gives what the selected participant drives to another, who accepts by driving it. Until then the giver
 * drives on, and may take it back by `setDrive`; nobody else gets it, also after the giver has ended.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param receiver - an alias, `me` for the home's owner, or the first characters of a participant id
 * @param options - what the receiver should know, and how long to wait for each lock
 * @returns for whom it is kept; `held` where another drives there
 * @throws ERR_RECEIVER, ERR_FOCUS_NEEDED, ERR_NOT_DRIVING, ERR_NO_CAPABILITY of the receiver; what
 *   `resolve` and a write throw (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_LOST ...)
 * @example
 * yield* give(home, evidence, 'bot', { note: 'tests are green' });
 */
export function* give(
  home: Home,
  evidence: Evidence,
  receiver: string,
  options: HandOverOptions = {},
): Operation<HandOverOutcome> {
  requireText('receiver', receiver);
  requireNote('note', options.note);
  return yield* handOver(home, evidence, options, (asking) => {
    const { decision, look, me, address, focus } = asking;
    const to = receiverAmong(look, receiver, { address, me: me.participantId });
    const { role, participantId } = to;
    if (!capabilitiesOf(role).drive) {
      const alias = to.elsewhere === undefined ? (to.alias ?? undefined) : to.elsewhere.alias;
      const whose = { missionId: address.missionId, alias };
      throw new NoCapabilityError(whose, role, 'drive');
    }
    if (decision.status === 'held') return { status: 'held' };
    if (!drives(me)) throw new NotDrivingError(address, focus);
    const given = giveClaim(decision.claim, participantId, options.note);
    const receiverElsewhere = to.elsewhere && { participantId, ...to.elsewhere };
    return { status: 'given', receiver: to.alias, receiverElsewhere, claim: given };
  });
}
