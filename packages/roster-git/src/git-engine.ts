import { RosterDeniedError, type RosterEngine, RosterUnavailableError } from '@missionctl/roster';
import { defaultEveryMs, defaultTimeoutMs, type GitSettings } from './git-settings.ts';
import { machineName, machineRef, missionPlace } from './names/ref-names.ts';
import { type OpenCalls, openCalls } from './open-calls.ts';
import { before, isNotBefore, now } from './process/clock.ts';
import { listingOf } from './record/listing-of.ts';
import { missionRecords } from './record/mission-records.ts';
import type { CallContext } from './scratch/git.ts';
import { scratchFor } from './scratch/scratch.ts';
import { mayNeedTouch } from './touch-keys.ts';
import { type RemoteLook, watchRemote } from './watch-remote.ts';
import type { Carrier } from './write/plan-writes.ts';
import { answerIn, type WriteAnswer } from './write/write-outcome.ts';
import type { WriteContent } from './write/write-request.ts';
import { lockOf, writeThrough } from './write/write-through.ts';

/**
 * Opens a client of a roster that is kept on a git remote, as commits without files whose messages are the
 * records. Nothing is started before the first call. Each call runs git in a process group of its own,
 * which asks nobody anything and has ended when the call has.
 *
 * @param settings - the remote, and how git reaches it
 * @returns the client
 * @throws GitRemoteError `ERR_GIT_REMOTE` when the remote is none, or holds a password; TypeError when the
 *   directory is no absolute path
 * @example
 * const engine = gitEngine({
 *   remote: 'https://example.com/team/project.git',
 *   directory: '/home/me/.spec-kitty/missionctl/engines',
 *   machine,
 *   environment: process.env,
 * });
 */
export function gitEngine(settings: GitSettings): RosterEngine {
  const { namespace = 'own', write = true, everyMs = defaultEveryMs } = settings;
  const scratch = scratchFor(settings);
  const carrier = { scratch, namespace, machine: machineName(settings.machine) };
  const calls = openCalls(scratch.shown, settings.timeoutMs ?? defaultTimeoutMs);
  const change: Change = (missionId, content, wait) =>
    calls.run(wait, async (context) => {
      if (!write) throw new RosterDeniedError(scratch.shown, 'write');
      const outcome = await writeThrough(missionId, content, carrier, context);
      return answerIn(outcome, scratch.shown, content.kind);
    });
  return {
    capabilities: {
      ordering: 'per-record',
      watch: { kind: 'poll', everyMs },
      durability: 'host',
      write,
    },
    ...writesBy(change),
    list: (missionId, wait) =>
      calls.run(wait, async (context) => (await look(missionId, { carrier }, context)).listing),
    watch: (missionId, { signal } = {}) =>
      watchRemote({
        ...{ calls, everyMs, signal },
        // Who says how often knows their key.
        isOnce: async (ended) =>
          settings.everyMs === undefined && (await mayNeedTouch(settings, ended)),
        look: (context, oldestMs) => look(missionId, { carrier, oldestMs }, context),
      }),
    close: calls.close,
  };
}

type Change = (
  missionId: string,
  content: WriteContent,
  wait?: Parameters<OpenCalls['run']>[0],
) => Promise<WriteAnswer>;

function writesBy(
  change: Change,
): Pick<RosterEngine, 'publish' | 'withdraw' | 'claim' | 'release'> {
  return {
    publish: async (missionId, entry, wait) => {
      // As it is now: it is written later.
      await change(missionId, { kind: 'publish', entry: structuredClone(entry) }, wait);
    },
    withdraw: async (missionId, participantId, wait) => {
      await change(missionId, { kind: 'withdraw', participantId }, wait);
    },
    claim: async (missionId, focus, { signal, timeoutMs, ...request }) => {
      const content = { kind: 'claim', focus, request: structuredClone(request) } as const;
      const answer = await change(missionId, content, { signal, timeoutMs });
      return answer.status === 'swapped'
        ? { status: 'granted', ...answer.record }
        : { status: 'held', current: currentOf(answer) };
    },
    release: async (missionId, focus, { signal, timeoutMs, expecting }) => {
      const content = { kind: 'release', focus, expecting } as const;
      const answer = await change(missionId, content, { signal, timeoutMs });
      return answer.status === 'swapped'
        ? { status: 'released', ...answer.record }
        : { status: 'changed', current: currentOf(answer) };
    },
  };
}

function currentOf(answer: WriteAnswer): Extract<WriteAnswer, { status: 'other' }>['current'] {
  return answer.status === 'other' ? answer.current : undefined;
}

/** Looks at a mission; what somebody of this home fetched since the call began, or not long before, is new enough. */
async function look(
  missionId: string,
  { carrier, oldestMs = 0 }: { readonly carrier: Carrier; readonly oldestMs?: number },
  context: CallContext,
): Promise<RemoteLook> {
  const { scratch, namespace, machine } = carrier;
  const asked = before(now(), oldestMs);
  const place = missionPlace(namespace, missionId);
  const lock = await lockOf({ scratch }, context);
  if (lock === undefined) throw new RosterUnavailableError(scratch.shown, 'timeout');
  try {
    const known = await scratch.seen(place);
    const isNew = known !== undefined && isNotBefore(known.began, asked);
    const ownRef = machineRef(place, machine);
    const reading = { place, needed: [ownRef] };
    const seen = isNew ? known : (await scratch.fetch([reading], context)).get(place);
    if (seen === undefined) throw new RosterUnavailableError(scratch.shown, 'damaged');
    return { listing: listingOf(missionRecords(place, seen), ownRef), began: seen.began };
  } finally {
    lock.release();
  }
}
