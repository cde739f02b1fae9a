import { run } from '@missionctl/atomic-fs/operations';
import { machineIdOf } from '../../engine/machine-id.ts';
import { lookAtRoster } from '../../roster/mission-roster.ts';
import {
  type ClaimThere,
  type ClaimWanted,
  claimThere,
  lookThere,
  standsThere,
} from '../claim-there.ts';
import type { Sharing } from '../open-sharing.ts';
import { entriesOf, entryOf } from './entries-of-home.ts';
import { failureAmong } from './failure-among.ts';
import { acknowledged, isDue, owing, unsaid, withOwn } from './own-entries.ts';
import { isComplete, releaseUndriven, withdrawLeft } from './say-who-left.ts';

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
