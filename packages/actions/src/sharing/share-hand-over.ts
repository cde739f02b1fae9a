import { run } from '@missionctl/atomic-fs/operations';
import { askForClaim, type Claim, rememberClaim, type Wish } from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import { holderThere } from '../elsewhere/holder-there.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import type { HandOverOptions, HandOverOutcome } from '../work/claim/hand-over.ts';
import { lookThere, seenOf } from './claim-there.ts';
import { exchange } from './exchange/exchange.ts';
import { owing } from './exchange/own-entries.ts';
import { openSharing, type Sharing } from './open-sharing.ts';
import { withUnshared } from './unshared.ts';
import { stayBeside } from './yield-at-home.ts';

/** How this home decides. */
export interface HandingOver {
  readonly again: () => Promise<HandOverOutcome>;
  readonly options: HandOverOptions & Wait;
}

/**
 * Shares that a claim was given away, or asked for: what is given stands at the engine, and a holder of another
 * home learns there that it is asked.
 */
export async function shareHandOver(
  home: Home,
  chosen: ChosenEngine,
  { again, options }: HandingOver,
): Promise<HandOverOutcome> {
  const sharing = await openSharing(home, chosen, options);
  let failure = sharing.failure();
  try {
    // What was seen last may be over, and nothing was seen of what is new.
    if (failure === undefined) await lookThere(sharing);
  } catch (error) {
    failure = await sharing.pause(error);
  }
  let decided = await again();
  try {
    if (failure === undefined) decided = await handedThere(sharing, decided, options);
  } catch (error) {
    failure = await sharing.pause(error);
  }
  if (failure !== undefined) {
    const { participantId } = decided.session;
    await sharing.remember((state) => owing(state, participantId, home.clock()));
  }
  const warnings = [...decided.warnings, ...sharing.warnings()];
  return withUnshared({ ...decided, warnings }, failure);
}

async function handedThere(
  sharing: Sharing,
  decided: HandOverOutcome,
  { note, timeoutMs }: HandOverOptions,
): Promise<HandOverOutcome> {
  const { session, claim, status, address } = decided;
  const { participantId } = session;
  const isGiven = status === 'given' && claim?.holder === participantId;
  const wanted = isGiven ? { record: claim, isFresh: false } : undefined;
  const answer = await exchange(sharing, { participantId, claim: wanted });
  if (answer?.status === 'held') {
    const wait = { timeoutMs };
    const warnings = await run(stayBeside(sharing.home, { address, session, wait }));
    const holder = holderThere(answer.by);
    return {
      ...decided,
      status: 'held',
      receiver: undefined,
      receiverElsewhere: undefined,
      claim: answer.by.claim,
      holder,
      rivals: [holder],
      warnings: [...decided.warnings, ...warnings],
    };
  }
  if (status !== 'asked' || decided.holder?.elsewhere === undefined || claim === undefined) {
    return decided;
  }
  const at = timestampFromMs(sharing.home.clock());
  const asked = await askThere(sharing, claim.focus, { by: participantId, at, note });
  return asked === undefined
    ? { ...decided, status: 'free', claim: undefined, holder: undefined }
    : { ...decided, claim: asked };
}

const mostTries = 5;

/** Asks the holder, whoever that is by now; undefined where nobody holds it any more. */
async function askThere(sharing: Sharing, focus: string, wish: Wish): Promise<Claim | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const seen = seenOf(sharing, focus);
    if (seen?.claim.holder === undefined) return undefined;
    // A record that vanished is its holder's to write again; it is asked once it has.
    if (seen.version === undefined) break;
    const { holder, reason, reservedFor, note } = seen.claim;
    const request = {
      holder,
      expecting: seen.version,
      now: wish.at,
      reason,
      reservedFor,
      note,
      wantedBy: askForClaim(seen.claim, wish).wantedBy,
    };
    const answer = await sharing.ask((engine, wait) =>
      engine.claim(sharing.missionId, focus, { ...request, ...wait }),
    );
    const isGranted = answer.status === 'granted';
    await sharing.remember((state) =>
      rememberClaim(state, focus, isGranted ? answer : answer.current),
    );
    if (isGranted) return answer.claim;
  }
  throw sharing.gaveUp(`the record of ${focus} changes each time, or has vanished`);
}
