import type { SessionAddress } from '@missionctl/session-store';
import { ReceiverError } from '../../errors.ts';
import { type MissionRoster, sessionOf } from '../../roster/mission-roster.ts';

/** Who is to have a claim. */
export interface Receiver {
  readonly participantId: string;
  readonly role: string;
  /** The name in this home; null for the home's owner, undefined for one of another home. */
  readonly alias: string | null | undefined;
  /** Of one of another home: the name there; undefined for its owner. */
  readonly elsewhere: { readonly alias: string | undefined } | undefined;
}

const owner = 'me';
const shortestPrefix = 4;

/** Finds the one participant that a name means, here or in another home. @throws ERR_RECEIVER */
export function receiverAmong(
  look: Pick<MissionRoster, 'participants' | 'others'>,
  given: string,
  { address, me }: { readonly address: SessionAddress; readonly me: string },
): Receiver {
  const all = [...receiversHere(look), ...receiversElsewhere(look)];
  const named = all.filter((each) => nameOf(each) === given);
  const prefix = given.toUpperCase();
  const found =
    named.length > 0 || given.length < shortestPrefix
      ? named
      : all.filter(({ participantId }) => participantId.startsWith(prefix));
  const others = all.filter(({ participantId }) => participantId !== me);
  const names = others.map((each) => onlyNameOf(each, all));
  const [only, another] = found;
  if (only === undefined) throw new ReceiverError(address, given, { reason: 'nobody', names });
  if (another !== undefined) throw new ReceiverError(address, given, { reason: 'several', names });
  if (only.participantId === me) {
    throw new ReceiverError(address, given, { reason: 'oneself', names });
  }
  return only;
}

function receiversHere({ participants }: Pick<MissionRoster, 'participants'>): readonly Receiver[] {
  return participants.flatMap((each) => {
    const session = sessionOf(each);
    if (session === undefined) return [];
    const { participantId, role } = session;
    return [{ participantId, role, alias: each.address.alias ?? null, elsewhere: undefined }];
  });
}

/** What is kept for one who is gone would be free at once. */
function receiversElsewhere({ others }: Pick<MissionRoster, 'others'>): readonly Receiver[] {
  return others.flatMap(({ participantId, role, alias, gone }) =>
    role === undefined || gone === true
      ? []
      : [{ participantId, role, alias: undefined, elsewhere: { alias } }],
  );
}

function nameOf({ alias, elsewhere }: Receiver): string | undefined {
  return elsewhere === undefined ? (alias ?? owner) : elsewhere.alias;
}

/** A name that means nobody else: the first characters of the id where another has the same. */
function onlyNameOf(receiver: Receiver, all: readonly Receiver[]): string {
  const name = nameOf(receiver);
  const others = all.filter((each) => each !== receiver);
  if (name !== undefined && others.every((each) => nameOf(each) !== name)) return name;
  const { participantId } = receiver;
  const isShared = (prefix: string): boolean =>
    others.some((each) => each.participantId.startsWith(prefix));
  let length = idShown;
  while (length < participantId.length && isShared(participantId.slice(0, length))) length += 1;
  return participantId.slice(0, length);
}

/** As many characters of an id as people are shown. */
const idShown = 12;
