import type { Reading } from '../fetch/read-places.ts';
import { wait } from '../process/clock.ts';
import type { CallContext } from '../scratch/git.ts';
import type { Pushed } from '../scratch/push-updates.ts';
import { type CarryRound, carryRound } from './carry-round.ts';
import { type Carrier, planWrites, readingsFor } from './plan-writes.ts';
import { failureOf, type WriteOutcome } from './write-outcome.ts';
import type { WritePlan } from './write-plan.ts';
import type { WriteRequest } from './write-request.ts';

/**
 * Carries writes in as few pushes as possible. The first one goes by what is known, without a look; what
 * it did not change is looked at, and decided by what the refs hold: a write is recognized by its nonce.
 *
 * @returns what became of each
 * @throws the reason of the signal
 */
export async function carryWrites(
  requests: readonly WriteRequest[],
  carrier: Carrier,
  context: CallContext,
): Promise<ReadonlyMap<WriteRequest, WriteOutcome>> {
  const round = carryRound(requests, context.deadline.totalMs);
  try {
    let isFresh = false;
    while (round.open().length > 0) isFresh = await carryOnce(round, isFresh, carrier, context);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    round.fail(failure);
  }
  return round.outcomes;
}

/** How much of its time a call has left at least when it pushes once more: what became of that is looked at, too. */
const leastOfTime = 0.1;

/** @returns whether what is known afterwards was read or written during this call */
async function carryOnce(
  round: CarryRound,
  isFresh: boolean,
  carrier: Carrier,
  context: CallContext,
): Promise<boolean> {
  const { scratch } = carrier;
  const open = round.open();
  const readings = readingsFor(open, carrier);
  const plan = await planWrites(open, carrier);
  // What old knowledge settles may be wrong by now; what it plans to push is compared by the server.
  if (plan === undefined || (!isFresh && plan.settled.size > 0)) {
    await scratch.fetch(readings, context);
    return true;
  }
  for (const [request, outcome] of plan.settled) round.settle(request, outcome);
  const refused = [...plan.waiting.keys()].filter(round.isRefused);
  for (const request of refused)
    round.settle(request, { status: 'denied', access: 'write', begun: true });
  if (plan.waiting.size === 0 || refused.length > 0) return isFresh;
  const { deadline } = context;
  if (deadline.left() <= (isFresh ? deadline.totalMs * leastOfTime : 0)) {
    round.fail({ status: 'unavailable', reason: 'timeout' });
    return isFresh;
  }
  const pushed = await scratch.push(plan.updates, context);
  noteAnswers(round, plan, pushed);
  const isDone = [...plan.waiting.keys()].every((each) => round.outcomes.has(each));
  if (isDone) return true;
  return await lookBack(round, { pushed, readings }, carrier, context);
}

function noteAnswers(round: CarryRound, { waiting }: WritePlan, pushed: Pushed): void {
  const { answers, commits, sent } = pushed;
  for (const [request, { refs, answer }] of waiting) {
    const said = refs.map((ref) => answers.get(ref));
    const [commit = ''] = refs.map((ref) => commits.get(ref)?.oid);
    if (said.every((each) => each === 'done')) round.settle(request, answer(commit));
    else if (said.includes('refused')) round.noteRefused(request);
    else if (sent) round.noteUnanswered(request);
  }
}

/** Looks at what became of a push that did not change all that it should have. */
async function lookBack(
  round: CarryRound,
  { pushed, readings }: { readonly pushed: Pushed; readonly readings: readonly Reading[] },
  { scratch }: Carrier,
  context: CallContext,
): Promise<boolean> {
  const { refused, late, sent, answers, unmade } = pushed;
  if (refused) round.fail({ status: 'denied', access: 'write' });
  else if (late && !sent) round.fail({ status: 'unavailable', reason: 'timeout' });
  else if (sent || answers.size > 0) await scratch.fetch(readings, context);
  // It can be read, and does not even begin to take a push.
  else if (round.noteNotBegun() > 1)
    round.fail(
      unmade === undefined
        ? { status: 'denied', access: 'write' }
        : { status: 'unavailable', reason: unmade },
    );
  else await scratch.lookAgain(readings, context);
  if (round.open().length > 0) await wait(round.pauseMs(), context.signal);
  return true;
}
