import { mayNeedEngineSync } from '@missionctl/actions';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';
import { nobody } from './acting.ts';

/** Says again and again to the engine of a shared mission that those are here whom a server serves. */
export interface Renewals {
  /** Somebody has called, and is in a mission. */
  readonly add: (called: Pick<Outcome, 'missionId' | 'participantId'>) => void;
  /** Renews what is due. */
  readonly look: () => void;
  readonly end: () => void;
}

/** Three of them may be missed before others know no more that somebody is here. */
const everyMs = 5 * 60 * 1000;

/** What is renewed by one server. What others do not see then, they see the next time. */
export function entryRenewals({ context, home }: Invocation): Renewals {
  const served = new Map<string, { readonly missionId: string; readonly sinceMs: number }>();
  const over = new AbortController();
  const renew = async (participantId: string, missionId: string): Promise<void> => {
    const { share } = await import('../sharing/shared-actions.ts');
    await share(home, missionId, { participantId, signal: over.signal });
  };
  return {
    add: ({ missionId, participantId }) => {
      if (missionId === undefined || participantId === undefined) return;
      // Whoever has called has been seen there just now, if it was shared.
      served.set(participantId, { missionId, sinceMs: context.clock() });
    },
    look: () => {
      const nowMs = context.clock();
      for (const [participantId, { missionId, sinceMs }] of served) {
        if (nowMs >= sinceMs && nowMs - sinceMs < everyMs) continue;
        served.set(participantId, { missionId, sinceMs: nowMs });
        if (!mayNeedEngineSync(home, { mission: { flag: missionId }, who: nobody })) continue;
        renew(participantId, missionId).catch(() => {});
      }
    },
    end: () => over.abort(),
  };
}
