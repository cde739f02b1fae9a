import type { SessionState } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { ReceiverError } from '../errors.ts';
import { type MissionRoster, sessionOf } from '../roster/mission-roster.ts';

/** Who is to have a claim. */
export interface Receiver {
  /** The name in this home; null for the home's owner. */
  readonly alias: string | null;
  readonly session: SessionState;
}

const owner = 'me';
const shortestPrefix = 4;

/** Finds the one participant that a name means. @throws ERR_RECEIVER */
export function receiverAmong(
  { participants }: Pick<MissionRoster, 'participants'>,
  given: string,
  { address, me }: { readonly address: SessionAddress; readonly me: string },
): Receiver {
  const all = participants.flatMap((each): readonly Receiver[] => {
    const session = sessionOf(each);
    return session === undefined ? [] : [{ alias: each.address.alias ?? null, session }];
  });
  const named = all.filter(({ alias }) => (alias ?? owner) === given);
  const prefix = given.toUpperCase();
  const found =
    named.length > 0 || given.length < shortestPrefix
      ? named
      : all.filter(({ session }) => session.participantId.startsWith(prefix));
  const names = all
    .filter(({ session }) => session.participantId !== me)
    .map(({ alias }) => alias ?? owner);
  const [only, another] = found;
  if (only === undefined) throw new ReceiverError(address, given, { reason: 'nobody', names });
  if (another !== undefined) throw new ReceiverError(address, given, { reason: 'several', names });
  if (only.session.participantId === me) {
    throw new ReceiverError(address, given, { reason: 'oneself', names });
  }
  return only;
}
