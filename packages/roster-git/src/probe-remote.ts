import { type EngineEntry, type EngineWait, RosterUnavailableError } from '@missionctl/roster';
import { defaultTimeoutMs, type GitSettings } from './git-settings.ts';
import { machineName, machineRef, missionPlace } from './names/ref-names.ts';
import { openCalls } from './open-calls.ts';
import { now } from './process/clock.ts';
import { messageOf } from './record/commit-text.ts';
import type { CallContext } from './scratch/git.ts';
import { scratchFor } from './scratch/scratch.ts';
import type { Carrier } from './write/plan-writes.ts';
import { answerIn } from './write/write-outcome.ts';
import { lockOf, writeThrough } from './write/write-through.ts';

/** What a remote is for a roster. */
export interface RemoteProbe {
  /**
   * `'write'`: it takes what a roster writes. `'read'`: it takes no pushes of this user, who sees and is not
   * seen. `'other-refs'`: it takes pushes, and refuses refs of this namespace, which only a client that writes
   * finds out.
   */
  readonly access: 'write' | 'read' | 'other-refs';
  /**
   * Whether anybody can read it, without a name or a key. Of a remote behind ssh this is what the same host
   * says over https: true, or undefined, since it may have no such address. Who else can read it, only the host
   * knows: whoever may read the repository, and those who run the host.
   */
  readonly isPublic: boolean | undefined;
  /** How long a read took, in milliseconds. */
  readonly readMs: number;
}

/** No mission has an empty id. */
const nowhere = '';

/**
 * Asks a remote what it is for a roster: reads, writes one record of no mission, and removes it. In the
 * namespace `'heads'` that leaves a branch that says nothing, as everything there stays. With `write: false`
 * nothing is sent: the remote only says whether it takes pushes of this user.
 *
 * @param settings - the remote, and the namespace that is asked about
 * @param wait - how long it may take in all, and what ends it; default: four times that of a call
 * @returns what it takes, who can read it, and how fast it is
 * @throws GitRemoteError `ERR_GIT_REMOTE`; RosterUnavailableError `ERR_ROSTER_UNAVAILABLE` when it cannot be
 *   reached; RosterDeniedError `ERR_ROSTER_DENIED` when it cannot be read; RosterIndeterminateError
 *   `ERR_ROSTER_INDETERMINATE` when what was written is not known
 * @example
 * const { access } = await probeRemote({ remote, directory, machine, environment: process.env });
 * if (access === 'other-refs') console.log('refs/missionctl is refused');
 */
export async function probeRemote(
  settings: GitSettings,
  wait: EngineWait = {},
): Promise<RemoteProbe> {
  const { namespace = 'own', timeoutMs = defaultTimeoutMs } = settings;
  const scratch = scratchFor(settings);
  const carrier = { scratch, namespace, machine: machineName(settings.machine) };
  return await openCalls(scratch.shown, 4 * timeoutMs).run(wait, async (context) => {
    const lock = await lockOf(carrier, context);
    if (lock === undefined) throw new RosterUnavailableError(scratch.shown, 'timeout');
    const began = now().steady;
    try {
      await scratch.fetch([{ place: missionPlace(namespace, nowhere), needed: [] }], context);
    } finally {
      lock.release();
    }
    const readMs = now().steady - began;
    const isPublic = await scratch.isPublic(context);
    if (settings.write === false) {
      const access = (await takesPushes(carrier, context)) ? 'write' : 'read';
      return { access, isPublic, readMs };
    }
    const published = await writeThrough(
      nowhere,
      { kind: 'publish', entry: nobody },
      carrier,
      context,
    );
    if (published.status === 'denied' && published.access === 'write')
      return { access: published.begun === true ? 'other-refs' : 'read', isPublic, readMs };
    answerIn(published, scratch.shown, 'publish');
    const { participantId } = nobody;
    await writeThrough(nowhere, { kind: 'withdraw', participantId }, carrier, context);
    return { access: 'write', isPublic, readMs };
  });
}

async function takesPushes(carrier: Carrier, context: CallContext): Promise<boolean> {
  const { scratch, namespace } = carrier;
  const lock = await lockOf(carrier, context);
  if (lock === undefined) throw new RosterUnavailableError(scratch.shown, 'timeout');
  try {
    const place = missionPlace(namespace, nowhere);
    // Of no machine: nobody has such a ref.
    const ref = machineRef(place, '0'.repeat(24));
    const update = { place, ref, expected: undefined, message: messageOf({}), isOwn: false };
    return await scratch.takesPushes(update, context);
  } finally {
    lock.release();
  }
}

const time = '1970-01-01T00:00:00.000000Z';

const nobody: EngineEntry = {
  participantId: 'probe',
  alias: undefined,
  role: 'probe',
  focus: undefined,
  driveIntent: 'inactive',
  joinedAt: time,
  lastActivityAt: time,
  verdict: 'gone',
  place: undefined,
};
