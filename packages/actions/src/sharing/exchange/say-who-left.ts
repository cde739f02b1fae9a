import type { Claim, OwnEntry, SeenClaim } from '@missionctl/roster';
import { type MissionRoster, sessionOf } from '../../roster/mission-roster.ts';
import type { Sharing } from '../open-sharing.ts';
import type { EntriesOfHome } from './entries-of-home.ts';
import { failureAmong } from './failure-among.ts';
import { isDriven, releaseThere, reserveThere } from './release-there.ts';

/** Frees what participants of this home held there, and do not drive any more, but for what they have given away. */
export async function releaseUndriven(
  sharing: Sharing,
  look: MissionRoster,
  {
    isOurs,
    participantId,
  }: {
    readonly isOurs: (participantId: string) => boolean;
    readonly participantId: string | undefined;
  },
): Promise<void> {
  const gone = goneIn(look);
  const isKept = ({ reservedFor = '' }: Claim): boolean =>
    reservedFor !== '' && !gone.has(reservedFor);
  const undriven = sharing.state().claims.filter(({ claim }) => {
    const { holder } = claim;
    return holder !== undefined && isOurs(holder) && !isKept(claim) && !isDriven(look, claim);
  });
  const isMine = ({ claim }: SeenClaim): number => (claim.holder === participantId ? 0 : 1);
  const first = undriven.toSorted((one, other) => isMine(one) - isMine(other));
  for (const seen of first.slice(0, mostReleases)) {
    const own = look.claims.get(seen.claim.focus);
    const isGiven = own !== undefined && own.holder === seen.claim.holder && isKept(own);
    await (isGiven ? reserveThere(sharing, seen, own) : releaseThere(sharing, seen, { gone }));
  }
}

/** Who is gone, here or in other homes. */
function goneIn({ participants, others }: MissionRoster): ReadonlySet<string> {
  const here = participants.filter(({ verdict }) => verdict === 'gone').map(sessionOf);
  const there = others.filter(({ gone }) => gone === true);
  return new Set([...here, ...there].flatMap((each) => each?.participantId ?? []));
}

/** In one command: a stranger can write any number of claims in the name of a participant of this home. */
const mostReleases = 4;

/** Damaged is not missing: one whose session cannot be read has not left. */
export function isComplete({ participants }: MissionRoster): boolean {
  return participants.every((each) => sessionOf(each) !== undefined);
}

/** Withdraws the entries of those who have left. */
export async function withdrawLeft(
  sharing: Sharing,
  own: readonly OwnEntry[],
  entries: EntriesOfHome,
): Promise<void> {
  const left = own.filter(({ participantId }) => !entries.has(participantId));
  const withdrawing = left.map(async ({ participantId }) => {
    await sharing.ask((engine, wait) => engine.withdraw(sharing.missionId, participantId, wait));
    await sharing.remember((state) => ({
      ...state,
      own: state.own.filter((each) => each.participantId !== participantId),
    }));
  });
  const failed = await failureAmong(withdrawing);
  if (failed !== undefined) throw failed;
}
