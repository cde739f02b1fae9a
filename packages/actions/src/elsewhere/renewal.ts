import { errnoOf } from '@missionctl/atomic-fs';
import { run } from '@missionctl/atomic-fs/operations';
import { renewalMs } from '@missionctl/roster';
import { loadSession } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveForLook } from '../resolve/resolve-session.ts';
import { share } from '../sharing/share.ts';

/** Whose entry is renewed, in which mission, and until when. */
export interface Renewing {
  readonly missionId: string;
  /** Who acts; looked up anew each time, since they may join and leave. */
  readonly evidence: Evidence;
  readonly signal: AbortSignal;
}

/**
 * Makes a function that publishes the entry of who acts again where that is due by the clock of the home: five
 * minutes after the last time, and at once when the clock was set. Undefined where it is not due.
 */
export function entryRenewal(home: Home, renewing: Renewing): () => Promise<void> | undefined {
  let lastMs = home.clock();
  return () => {
    const nowMs = home.clock();
    if (nowMs >= lastMs && nowMs - lastMs < renewalMs) return undefined;
    lastMs = nowMs;
    return renew(home, renewing);
  };
}

/** What others do not see now they see the next time: who lives long does not end with that. */
async function renew(home: Home, { missionId, evidence, signal }: Renewing): Promise<void> {
  try {
    const who = { ...evidence, mission: { flag: missionId } };
    const { address } = await run(resolveForLook(home, who));
    if (address === undefined) return;
    const found = await run(loadSession(home.readOnlyStore, address));
    // A watch that has ended writes nothing more.
    if (found.status !== 'joined' || signal.aborted) return;
    const { participantId } = found.session;
    await share(home, missionId, { participantId, signal });
  } catch (error) {
    if (!signal.aborted && errnoOf(error) === undefined) throw error;
  }
}
