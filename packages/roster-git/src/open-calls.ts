import { errnoOf } from '@missionctl/atomic-fs';
import { type EngineWait, RosterClosedError, RosterUnavailableError } from '@missionctl/roster';
import { deadlineIn } from './process/clock.ts';
import type { CallContext } from './scratch/git.ts';

/** The calls of a client that are under way. */
export interface OpenCalls {
  /** Runs one, unless the client is closed; what `close` ends is ERR_ROSTER_CLOSED. */
  readonly run: <T>(
    wait: EngineWait | undefined,
    work: (context: CallContext) => Promise<T>,
  ) => Promise<T>;
  /** Is aborted by `close`. */
  readonly closing: AbortSignal;
  /** Ends all of them, and waits until they have ended. */
  readonly close: () => Promise<void>;
}

/** Calls of a client, each of which may take so long unless it says otherwise. */
export function openCalls(shown: string, defaultMs: number): OpenCalls {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    closing: closing.signal,
    run: async ({ signal, timeoutMs = defaultMs } = {}, work) => {
      if (closing.signal.aborted) throw new RosterClosedError(shown);
      signal?.throwIfAborted();
      const ended = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      const context = { signal: ended, deadline: deadlineIn(timeoutMs) };
      const call = usable(shown, ended, work(context));
      running.add(call);
      try {
        return await call;
      } finally {
        running.delete(call);
      }
    },
    close: async () => {
      closing.abort(new RosterClosedError(shown));
      await Promise.allSettled(running);
    },
  };
}

/** A directory that cannot be written, or a full disk, keeps this home from the engine as an outage does. */
async function usable<T>(shown: string, signal: AbortSignal, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (signal.aborted || !/^E[A-Z0-9]+$/.test(errno)) throw error;
    throw new RosterUnavailableError(shown, errno, { cause: error });
  }
}
