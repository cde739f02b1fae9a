import { type EngineListing, pollingWatch, type RosterEvent } from '@missionctl/roster';
import type { OpenCalls } from './open-calls.ts';
import { type Moment, now, wait } from './process/clock.ts';
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
  /** Whether it is to look once only, because nobody is there for each look. */
  readonly isOnce: (signal: AbortSignal) => Promise<boolean>;
  /** Looks; what another process of the home fetched is as good, unless it is older than that. */
  readonly look: (context: CallContext, oldestMs: number) => Promise<RemoteLook>;
}

/** What a mission holds, and when the fetch began that it is from. */
export interface RemoteLook {
  readonly listing: EngineListing;
  readonly began: Moment;
}

/**
 * Reads again and again, and less often after each failure. The pause counts from when what was seen was
 * fetched: so the watches of all processes of a home come to read at the same time, and one fetch is for all.
 *
 * @throws ERR_ROSTER_CLOSED
 */
export async function* watchRemote({
  calls,
  everyMs,
  signal,
  isOnce,
  look,
}: RemoteWatch): AsyncGenerator<RosterEvent, void> {
  const { closing, run } = calls;
  const leaving = new AbortController();
  const ended = AbortSignal.any([
    closing,
    leaving.signal,
    ...(signal === undefined ? [] : [signal]),
  ]);
  let failures = 0;
  let last: Moment | undefined;
  const tryList = async (): Promise<EngineListing | undefined> => {
    try {
      const { listing, began } = await run({ signal: ended }, (context) =>
        // The first look is at the remote itself.
        look(context, last === undefined ? 0 : everyMs / 2),
      );
      failures = 0;
      last = began;
      return listing;
    } catch {
      failures += 1;
      return undefined;
    }
  };
  const ageMs = (): number => (last === undefined ? 0 : now().steady - last.steady);
  const pauseMs = (): number =>
    failures === 0
      ? Math.max(everyMs / 2, everyMs - ageMs())
      : Math.min(everyMs * 2 ** (failures - 1), Math.max(everyMs, longestPauseMs));
  try {
    let once: boolean | undefined;
    const pause = async (): Promise<void> => {
      once ??= await isOnce(ended).catch(() => false);
      await wait(once ? Number.POSITIVE_INFINITY : pauseMs(), ended);
    };
    yield* pollingWatch({ list: tryList, pause, signal: ended });
  } finally {
    leaving.abort();
  }
  if (closing.aborted && signal?.aborted !== true) throw closing.reason;
}
