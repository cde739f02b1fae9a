import { run } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  engineEntryOf,
  type OwnEntry,
  type Projection,
  recentTouchMs,
  remoteOf,
  type SeenClaim,
  type Touch,
} from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';
import { machineIdOf } from '../engine/machine-id.ts';
import { claimOfMine } from '../roster/claim-of-mine.ts';
import {
  lookAtRoster,
  type MissionRoster,
  type PresentParticipant,
  sessionOf,
} from '../roster/mission-roster.ts';
import {
  type ClaimThere,
  type ClaimWanted,
  claimThere,
  lookThere,
  standsThere,
} from './claim-there.ts';
import type { Sharing } from './open-sharing.ts';
import { acknowledged, isDue, owing, unsaid, withOwn } from './own-entries.ts';
import { isDriven, releaseThere, reserveThere } from './release-there.ts';

/** What the engine is given. */
export interface Exchange {
  /** Whose entry is published; undefined for nobody in particular. */
  readonly participantId?: string | undefined;
  /** The claim that this home has granted to them. */
  readonly claim?: Pick<ClaimWanted, 'record' | 'isFresh'> | undefined;
}

/**
 * Brings the engine up to date: publishes an entry and asks for its claim in one, and says what is owed: the
 * entries of earlier calls that failed, who has left, who is proven gone, and what nobody drives any more.
 *
 * @returns what the engine said to the claim; undefined where none was asked for
 * @throws what the engine throws; what was acknowledged until then is remembered
 */
export async function exchange(
  sharing: Sharing,
  { participantId, claim }: Exchange,
): Promise<ClaimThere | undefined> {
  const { home, missionId } = sharing;
  if (sharing.readOnly) return await lookOnly(sharing, { participantId, claim });
  // Before the look: whoever joins after it is not taken for one who has left.
  const { own } = sharing.state();
  const nowMs = home.clock();
  const look = await run(lookAtRoster(home, missionId));
  const entries = entriesOf(look);
  if (participantId !== undefined && entries.has(participantId)) {
    // Before it is sent: a process that dies in between still owes it.
    await sharing.remember((state) => owing(state, participantId, nowMs));
  }
  if (own.some((each) => isDue(each, nowMs))) await lookThere(sharing);
  const machine = await machineIdOf(home);
  const publish = async (id: string): Promise<void> => {
    const participant = entries.get(id);
    if (participant === undefined) return;
    const { touching } = sharing;
    const entry = entryOf(look, participant, { machine, touching });
    await sharing.ask((engine, wait) => engine.publish(missionId, entry, wait));
    const gone = entry.verdict === 'gone';
    // What its own process still asks for, that process acknowledges.
    const word = id === participantId ? { gone } : { gone, owedSince: undefined };
    await sharing.remember((state) => withOwn(state, id, word));
  };
  const isOurs = (id: string): boolean =>
    entries.has(id) || own.some((each) => each.participantId === id);
  const isGone = (id: string): boolean => entries.get(id)?.verdict === 'gone';
  const mine = participantId === undefined ? undefined : publish(participantId);
  mine?.catch(() => {});
  // A claim that is seen with an entry which says gone would be free for everybody.
  if (own.some((each) => each.participantId === participantId && each.gone)) await mine;
  const claiming =
    claim === undefined || participantId === undefined
      ? undefined
      : claimThere(sharing, { ...claim, holder: participantId, isOurs });
  const others = unsaid(own, { me: participantId, isGone, nowMs }).map(publish);
  const failed = await failureAmong([mine, ...others, claiming]);
  const answer = await claiming;
  // That another has it is known, whatever else has failed.
  if (answer?.status === 'held') return answer;
  if (failed !== undefined) throw failed;
  await releaseUndriven(sharing, look, { isOurs, participantId });
  if (isComplete(look)) await withdrawLeft(sharing, own, entries);
  await sharing.remember((state) => acknowledged(state, participantId));
  return answer;
}

/** What a home that writes nothing there can know of a claim. */
async function lookOnly(
  sharing: Sharing,
  { participantId, claim }: Exchange,
): Promise<ClaimThere | undefined> {
  if (claim === undefined || participantId === undefined) return undefined;
  const entries = entriesOf(await run(lookAtRoster(sharing.home, sharing.missionId)));
  const isOurs = (id: string): boolean => entries.has(id);
  const answer = await standsThere(sharing, { ...claim, holder: participantId, isOurs });
  await sharing.remember((state) => acknowledged(state, undefined));
  return answer;
}

type Entries = ReadonlyMap<string, PresentParticipant & { readonly session: SessionState }>;

function entriesOf({ participants }: MissionRoster): Entries {
  return new Map(
    participants.flatMap((each) => {
      const session = sessionOf(each);
      return session === undefined ? [] : [[session.participantId, { ...each, session }] as const];
    }),
  );
}

function entryOf(
  look: MissionRoster,
  { session, address, presence, verdict }: PresentParticipant & { readonly session: SessionState },
  by: Pick<Projection, 'machine' | 'touching'>,
): ReturnType<typeof engineEntryOf> {
  const claim = claimOfMine(look, session);
  // By this home's own clock, which others do not compare with theirs.
  const isRecent = ({ at }: Touch): boolean => look.nowMs - Date.parse(at) < recentTouchMs;
  const lately = presence && { ...presence, touching: presence.touching.filter(isRecent) };
  const participant = { session, alias: address.alias, presence: lately, verdict, claim };
  const repository = presence?.place?.repository;
  const remote = repository === undefined ? undefined : remoteOf(repository);
  return engineEntryOf(participant, { ...by, remote });
}

/** Frees what participants of this home held there, and do not drive any more, but for what they have given away. */
async function releaseUndriven(
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
function isComplete({ participants }: MissionRoster): boolean {
  return participants.every((each) => sessionOf(each) !== undefined);
}

async function withdrawLeft(
  sharing: Sharing,
  own: readonly OwnEntry[],
  entries: Entries,
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

/** Waits for all of them, so that none goes on behind the caller's back, and gives what the first threw. */
export async function failureAmong(
  all: readonly (Promise<unknown> | undefined)[],
): Promise<unknown> {
  const asked = all.filter((each) => each !== undefined);
  const settled = await Promise.allSettled(asked);
  return settled.find((each) => each.status === 'rejected')?.reason;
}
