import { run } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  type EngineClaimRequest,
  rememberClaim,
  type SeenClaim,
} from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import { lookAtRoster, type MissionRoster } from '../../roster/mission-roster.ts';
import { seenOf } from '../claim-there.ts';
import type { Sharing } from '../open-sharing.ts';

const mostTries = 5;

/** How a claim is released. */
export interface ReleaseThere {
  /** Who will accept nothing any more: what is kept for them is free. */
  readonly gone: ReadonlySet<string>;
  /** Whether the home leaves the engine, where its drivers drive on. */
  readonly leaves?: boolean;
}

/**
 * Says at the engine that a participant of this home does not hold a claim any more. A record that vanished is
 * written again for that: those who saw it wait for the word of this home.
 *
 * @throws what the engine throws
 */
export async function releaseThere(
  sharing: Sharing,
  held: SeenClaim,
  { gone, leaves = false }: ReleaseThere,
): Promise<void> {
  const { home, missionId } = sharing;
  const { focus, holder = '', term } = held.claim;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const seen = seenOf(sharing, focus);
    // Another has it by now, in a higher term.
    if (seen?.claim.holder !== holder) return;
    if (!leaves) {
      // By a look that is newer than the version: who has begun to drive again has claimed it again.
      const look = await run(lookAtRoster(home, missionId, { focuses: [focus] }));
      if (isDriven(look, held.claim)) return;
    }
    const { version } = seen;
    const { reservedFor } = seen.claim;
    const isSpent = reservedFor !== undefined && gone.has(reservedFor);
    const answer =
      version === undefined || isSpent
        ? await written(sharing, focus, { holder, expecting: version ?? 'absent', above: term })
        : await sharing.ask((engine, wait) =>
            engine.release(missionId, focus, { expecting: version, ...wait }),
          );
    const isDone = answer.status === 'granted' || answer.status === 'released';
    const current = isDone ? answer : answer.current;
    await sharing.remember((state) => rememberClaim(state, focus, current));
    if (answer.status === 'released') return;
    const other = isDone ? undefined : current?.claim.holder;
    if (other === undefined || other === holder || current === undefined) continue;
    // Who began anew after the record had vanished keeps it, in a term that everybody believes.
    const kept = { holder: other, expecting: current.version, above: term };
    const handed = await written(sharing, focus, kept);
    await sharing.remember((state) =>
      rememberClaim(state, focus, handed.status === 'granted' ? handed : handed.current),
    );
  }
}

/**
 * Keeps a claim at the engine for whom it was given to at home, which that could not learn then.
 *
 * @throws what the engine throws
 */
export async function reserveThere(sharing: Sharing, seen: SeenClaim, own: Claim): Promise<void> {
  const { focus, holder = '', term } = seen.claim;
  const { reservedFor, note } = own;
  const request = { holder, expecting: seen.version ?? 'absent', above: term, reservedFor, note };
  const answer = await written(sharing, focus, request);
  const current = answer.status === 'granted' ? answer : answer.current;
  await sharing.remember((state) => rememberClaim(state, focus, current));
}

/** Whether the holder of a claim drives there, as its session says. */
export function isDriven(
  { drivers }: Pick<MissionRoster, 'drivers'>,
  { holder, focus }: Pick<Claim, 'holder' | 'focus'>,
): boolean {
  return drivers.some(
    (each) => each.participantId === holder && each.drives && each.focus === focus,
  );
}

function written(
  { ask, missionId, home }: Sharing,
  focus: string,
  request: Pick<EngineClaimRequest, 'holder' | 'expecting' | 'above' | 'reservedFor' | 'note'>,
): ReturnType<Parameters<Parameters<Sharing['ask']>[0]>[0]['claim']> {
  const now = timestampFromMs(home.clock());
  return ask((engine, wait) => engine.claim(missionId, focus, { ...request, now, ...wait }));
}
