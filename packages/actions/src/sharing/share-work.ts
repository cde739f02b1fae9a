import { run } from '@missionctl/atomic-fs/operations';
import type { SeenClaim } from '@missionctl/roster';
import { holderThere } from '../elsewhere/holder-there.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { claimOfMine } from '../roster/claim-of-mine.ts';
import { drives, lookAtRoster } from '../roster/mission-roster.ts';
import { noticesAt } from '../roster/notices.ts';
import { releaseBefore } from '../work/claim/release-before.ts';
import type { OnCollision, WorkOptions, WorkOutcome } from '../work/work-outcome.ts';
import { lookThere } from './claim-there.ts';
import { exchange } from './exchange/exchange.ts';
import { owing } from './exchange/own-entries.ts';
import { openSharing, type Sharing } from './open-sharing.ts';
import { withUnshared } from './unshared.ts';
import { raiseTerm, stayBeside, takeBack } from './yield-at-home.ts';

/** What this home has decided, and how it decides once the engine was asked. */
export interface DecidedWork {
  /** Undefined where the home decides by what other homes are seen to do first. */
  readonly outcome: WorkOutcome | undefined;
  readonly again: () => Promise<WorkOutcome>;
  readonly options: WorkOptions;
}

/**
 * Shares what this home has decided about the work of a participant: the engine is asked for the claim that
 * was granted. Held there, it is taken back; without an answer it stands, with a warning.
 */
export async function shareWork(
  home: Home,
  chosen: ChosenEngine,
  { outcome, again, options }: DecidedWork,
): Promise<WorkOutcome> {
  const sharing = await openSharing(home, chosen, options);
  const isLater = outcome === undefined || outcome.holder?.elsewhere !== undefined;
  let failure = sharing.failure();
  try {
    // What was seen last may be over.
    if (isLater && failure === undefined) await lookThere(sharing);
  } catch (error) {
    failure = await sharing.pause(error);
  }
  let decided = isLater ? withFormer(await again(), outcome) : outcome;
  try {
    if (failure === undefined) {
      const asked = await askedThere(sharing, decided, { again, options });
      decided = asked.outcome;
      const { participantId } = decided.session;
      if (asked.isStale) await exchange(sharing, { participantId });
    }
  } catch (error) {
    failure = await sharing.pause(error);
  }
  if (failure !== undefined) {
    const { participantId } = decided.session;
    await sharing.remember((state) => owing(state, participantId, home.clock()));
  }
  const released = await run(releaseBefore(home, decided, options));
  const warnings = [...decided.warnings, ...released, ...sharing.warnings()];
  return withUnshared({ ...decided, warnings }, failure);
}

/** What it was before the first time that the home decided. */
function withFormer(decided: WorkOutcome, before: WorkOutcome | undefined): WorkOutcome {
  return before === undefined ? decided : { ...decided, former: before.former };
}

/** What the engine said to what was decided; `isStale`: the entry that it was given says something else. */
async function askedThere(
  sharing: Sharing,
  decided: WorkOutcome,
  { again, options: { onCollision = 'hold', timeoutMs } }: Pick<DecidedWork, 'again' | 'options'>,
): Promise<{ readonly outcome: WorkOutcome; readonly isStale: boolean }> {
  const { address, session, former, claim } = decided;
  const { participantId } = session;
  const drove = drives(former) && former.focus === session.focus;
  const isMine = claim?.holder === participantId && claim.focus === session.focus;
  const record = isMine && drives(session) ? claim : undefined;
  const wanted = record && { record, isFresh: decided.isNewClaim };
  const answer = await exchange(sharing, { participantId, claim: wanted });
  if (answer === undefined || record === undefined) return { outcome: decided, isStale: false };
  if (answer.status === 'held') {
    const before = answer.by.claim.former;
    // It has given its work away: what this home decides by what it knows now.
    if (before?.how === 'given' && before.holder === participantId) {
      return { outcome: { ...(await again()), former }, isStale: true };
    }
    const stays = drove || onCollision === 'continue';
    const outcome = await yieldTo(sharing, answer.by, { decided, stays, onCollision, timeoutMs });
    return { outcome, isStale: true };
  }
  const { term } = answer.claim;
  if (term === record.term) return { outcome: decided, isStale: false };
  const granted = { address, session, wait: { timeoutMs } };
  const raised = await run(raiseTerm(sharing.home, granted, answer.claim));
  const warnings = [...decided.warnings, ...raised];
  return { outcome: { ...decided, claim: { ...record, term }, warnings }, isStale: true };
}

/** How a home yields to another. */
interface Yielding {
  readonly decided: WorkOutcome;
  /** Whether the participant drives on, beside the holder. */
  readonly stays: boolean;
  readonly onCollision: OnCollision;
  readonly timeoutMs: number | undefined;
}

async function yieldTo(
  { home, missionId }: Sharing,
  by: SeenClaim,
  { decided, stays, onCollision, timeoutMs }: Yielding,
): Promise<WorkOutcome> {
  const { address, session, former } = decided;
  const refused = { address, session, former, onCollision, wait: { timeoutMs } };
  const warnings = stays ? await run(stayBeside(home, refused)) : [];
  const now = stays ? session : await run(takeBack(home, refused));
  const look = await run(lookAtRoster(home, missionId));
  const holder = holderThere(by);
  return {
    ...decided,
    status: stays ? 'updated' : 'held',
    session: now,
    claim: claimOfMine(look, now),
    isNewClaim: false,
    holder,
    rivals: stays ? [holder] : [],
    predecessor: undefined,
    notices: noticesAt(look, now),
    warnings: [...decided.warnings, ...warnings],
  };
}
