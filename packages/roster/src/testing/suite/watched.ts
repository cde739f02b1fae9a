import type { RosterEngine } from '../../engine/roster-engine.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import { within } from './expectations.ts';
import { RuleBrokenError } from './rule-broken-error.ts';

/** A watch that goes on in the background. */
export interface Watched {
  /** What it reported so far. */
  readonly events: readonly RosterEvent[];
  /** Resolves when the events fulfill a condition; breaks the rule when they never do. */
  readonly until: (
    what: string,
    holds: (events: readonly RosterEvent[]) => boolean,
  ) => Promise<void>;
  /** Resolves with how it ended: undefined, or what it threw. */
  readonly ended: Promise<unknown>;
  /** Aborts it, and resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts a watch; whether it has begun is seen by its `synced`. */
export function startWatch(engine: RosterEngine, missionId: string, patienceMs: number): Watched {
  const stopping = new AbortController();
  const events: RosterEvent[] = [];
  const waiting = new Set<() => void>();
  const notify = (): void => {
    for (const look of waiting) look();
  };
  const run = async (): Promise<unknown> => {
    try {
      for await (const event of engine.watch(missionId, { signal: stopping.signal })) {
        events.push(event);
        notify();
      }
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const ended = run();
  const early = ended.then((how) => {
    throw new RuleBrokenError(`a watch ended by itself: ${String(how ?? 'without an error')}`);
  });
  early.catch(() => undefined);
  const untilTrue = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    events,
    ended,
    until: (what, holds) => {
      const reported = untilTrue(() => holds(events));
      return within(
        patienceMs,
        `waiting until a watch reports ${what}`,
        Promise.race([reported, early]),
      );
    },
    stop: async () => {
      stopping.abort();
      const how = await within(patienceMs, 'ending a watch by its signal', ended);
      if (how !== undefined) throw new RuleBrokenError(`an aborted watch throws ${String(how)}`);
    },
  };
}

/** Whether it reported all that was there at first. */
export function isSynced(events: readonly RosterEvent[]): boolean {
  return events.some(({ kind }) => kind === 'synced');
}
