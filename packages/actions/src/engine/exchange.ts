import { run } from '@missionctl/atomic-fs/operations';
import { engineEntryOf, machineOf, type OwnEntry, remoteOf } from '@missionctl/roster';
import { provideMachineId } from '@missionctl/roster/operations';
import type { SessionState } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { claimOfMine } from '../roster/claim-of-mine.ts';
import {
  lookAtRoster,
  type MissionRoster,
  type PresentParticipant,
  processesOf,
  sessionOf,
} from '../roster/mission-roster.ts';
import { type ClaimThere, type ClaimWanted, claimThere, lookThere } from './claim-there.ts';
import type { Sharing } from './open-sharing.ts';
import { acknowledged, unsaid, withOwn } from './own-entries.ts';
import { isDriven, releaseThere } from './release-there.ts';

/** What the engine is told. */
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
  // Before the look: whoever joins after it is not taken for one who has left.
  const { own } = sharing.state();
  const look = await run(lookAtRoster(home, missionId));
  const entries = entriesOf(look);
  if (participantId !== undefined && entries.has(participantId)) {
    // Before it is sent: a process that dies in between still owes it.
    await sharing.remember((state) => withOwn(state, participantId, { owed: true }));
  }
  if (own.some(({ owed }) => owed)) await lookThere(sharing);
  const machine = await machineIn(home);
  const publish = async (id: string): Promise<void> => {
    const participant = entries.get(id);
    if (participant === undefined) return;
    const entry = entryOf(look, participant, machine);
    await sharing.ask((engine, wait) => engine.publish(missionId, entry, wait));
    const gone = entry.verdict === 'gone';
    await sharing.remember((state) => withOwn(state, id, { owed: id === participantId, gone }));
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
  const others = unsaid(own, participantId, isGone).map(publish);
  await allOf([claiming, mine, ...others].filter((each) => each !== undefined));
  const answer = await claiming;
  if (answer?.status !== 'held') await releaseUndriven(sharing, look, isOurs);
  if (isComplete(look)) await withdrawLeft(sharing, own, entries);
  await sharing.remember((state) => acknowledged(state, participantId));
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
  machine: string,
): ReturnType<typeof engineEntryOf> {
  const claim = claimOfMine(look, session);
  const participant = { session, alias: address.alias, presence, verdict, claim };
  const repository = presence?.place?.repository;
  const remote = repository === undefined ? undefined : remoteOf(repository);
  return engineEntryOf(participant, { machine, remote });
}

/** The salt of what leaves this home of its paths. */
async function machineIn(home: Home): Promise<string> {
  const id = await run(provideMachineId(home.path, home.random));
  return machineOf(id, processesOf(home).system()) ?? id;
}

/** Frees what participants of this home held there, and do not drive any more. */
async function releaseUndriven(
  sharing: Sharing,
  look: MissionRoster,
  isOurs: (participantId: string) => boolean,
): Promise<void> {
  for (const seen of sharing.state().claims) {
    const { holder, reservedFor } = seen.claim;
    if (holder === undefined || reservedFor !== undefined || !isOurs(holder)) continue;
    if (!isDriven(look, seen.claim)) await releaseThere(sharing, seen);
  }
}

/** Damaged is not missing: one whose session cannot be read has not left. */
function isComplete({ participants }: MissionRoster): boolean {
  return participants.every((each) => sessionOf(each) !== undefined);
}

async function withdrawLeft(
  sharing: Sharing,
  own: readonly OwnEntry[],
  entries: Entries,
): Promise<void> {
  for (const { participantId } of own) {
    if (entries.has(participantId)) continue;
    await sharing.ask((engine, wait) => engine.withdraw(sharing.missionId, participantId, wait));
    await sharing.remember((state) => ({
      ...state,
      own: state.own.filter((each) => each.participantId !== participantId),
    }));
  }
}

/** Waits for all of them, and throws what one of them threw: none goes on behind the caller's back. */
async function allOf(all: readonly Promise<unknown>[]): Promise<void> {
  for (const each of await Promise.allSettled(all)) {
    if (each.status === 'rejected') throw each.reason;
  }
}
