import { type EngineListing, pollingWatch, type RosterEvent } from '@missionctl/roster';
import type { OpenCalls } from './open-calls.ts';
import { wait } from './process/clock.ts';
import type { CallContext } from './scratch/git.ts';

/** The longest pause after failures, in milliseconds, unless the usual one is longer. */
const longestPauseMs = 5 * 60_000;

/** How a remote is watched. */
export interface RemoteWatch {
  /** The calls of the client: each read is one of them. */
  readonly calls: OpenCalls;
  /** How long it waits in between, in milliseconds, while nothing fails. */
  readonly everyMs: number;
  readonly signal: AbortSignal | undefined;
  readonly list: (context: CallContext) => Promise<EngineListing>;
}

/** Reads again and again, and less often after each failure. @throws ERR_ROSTER_CLOSED */
export async function* watchRemote({
  calls,
  everyMs,
  signal,
  list,
}: RemoteWatch): AsyncGenerator<RosterEvent, void> {
  const { closing, run } = calls;
  const leaving = new AbortController();
  const ended = AbortSignal.any([
    closing,
    leaving.signal,
    ...(signal === undefined ? [] : [signal]),
  ]);
  let failures = 0;
  const tryList = async (): Promise<EngineListing | undefined> => {
    try {
      const found = await run({ signal: ended }, list);
      failures = 0;
      return found;
    } catch {
      failures += 1;
      return undefined;
    }
  };
  const pauseMs = (): number =>
    failures === 0
      ? everyMs
      : Math.min(everyMs * 2 ** (failures - 1), Math.max(everyMs, longestPauseMs));
  try {
    yield* pollingWatch({ list: tryList, pause: () => wait(pauseMs(), ended), signal: ended });
  } finally {
    leaving.abort();
  }
  if (closing.aborted && signal?.aborted !== true) throw closing.reason;
}
