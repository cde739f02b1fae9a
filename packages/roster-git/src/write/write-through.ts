import { acquireLock, type FileLock } from '@missionctl/atomic-fs';
import { RosterUnavailableError } from '@missionctl/roster';
import { now, uniqueName, uniqueNameByTime } from '../process/clock.ts';
import { ownPid } from '../process/is-running.ts';
import type { CallContext } from '../scratch/git.ts';
import { makePrivate } from '../scratch/scratch-files.ts';
import { carryWrites } from './carry-writes.ts';
import type { Carrier } from './plan-writes.ts';
import { type Spool, spoolIn } from './spool.ts';
import type { WriteOutcome } from './write-outcome.ts';
import type { WriteContent, WriteRequest } from './write-request.ts';

/**
 * Writes: hands the write in, and waits for the lock of the home. Whoever gets it carries all that was
 * handed in until then; whoever gets it later finds what became of theirs.
 *
 * @throws ERR_ROSTER_UNAVAILABLE; the reason of the signal
 */
export async function writeThrough(
  missionId: string,
  content: WriteContent,
  carrier: Carrier,
  context: CallContext,
): Promise<WriteOutcome> {
  const { layout } = carrier.scratch;
  const spool = spoolIn(layout);
  const until = Math.ceil(now().wall + context.deadline.left());
  const names = { id: uniqueNameByTime(), nonce: uniqueName() };
  const request = { ...names, missionId, until, pid: ownPid(), ...content };
  await spool.add(request);
  try {
    return await whenLocked(request, spool, carrier, context);
  } finally {
    await spool.forget(request);
  }
}

async function whenLocked(
  request: WriteRequest,
  spool: Spool,
  carrier: Carrier,
  context: CallContext,
): Promise<WriteOutcome> {
  const lock = await lockOf(carrier, context);
  if (lock === undefined) {
    // The time is over. What nobody has begun to carry is not going to happen.
    if (await spool.takeBack(request)) return { status: 'unavailable', reason: 'timeout' };
    return (await spool.outcomeOf(request)) ?? { status: 'indeterminate' };
  }
  try {
    const outcome = await spool.outcomeOf(request);
    if (outcome !== undefined) return outcome;
    const requests = await spool.takeAll(request);
    const outcomes = await carryWrites(requests, carrier, context);
    // Where the time of this call was over, the next one tries it for the others.
    let own: WriteOutcome = { status: 'indeterminate' };
    for (const [each, became] of outcomes) {
      if (each.id === request.id) own = became;
      else if (!isLate(became)) await spool.finish(each, became);
      else if (became.status === 'indeterminate') await spool.noteSent(each);
    }
    return own;
  } finally {
    lock.release();
  }
}

function isLate(outcome: WriteOutcome): boolean {
  const { status } = outcome;
  return status === 'indeterminate' || (status === 'unavailable' && outcome.reason === 'timeout');
}

/** The lock of the repositories; undefined where others hold it for too long. @throws the signal's reason */
export async function lockOf(
  { scratch }: Pick<Carrier, 'scratch'>,
  { signal, deadline }: CallContext,
): Promise<FileLock | undefined> {
  const { directory, lock } = scratch.layout;
  await makePrivate(directory);
  try {
    return await acquireLock(lock, { timeoutMs: deadline.left(), signal });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (signal.aborted || !code.startsWith('ERR_')) throw error;
    if (code === 'ERR_LOCK_TIMEOUT') return undefined;
    throw new RosterUnavailableError(scratch.shown, code, { cause: error });
  }
}
