import { join } from 'node:path';
import { kinds } from '../names/ref-names.ts';
import { type Deadline, wait } from '../process/clock.ts';
import { bytesOf, namesIn, removeAll } from '../scratch/scratch-files.ts';
import { mostFetchedBytes, mostUnasked } from './fetch-wish.ts';
import { seenRef } from './local-refs.ts';

/** What is watched while it is fetched. */
export interface GuardedFetch {
  readonly inbox: string;
  /** Those whose refs are written. */
  readonly places: readonly string[];
  readonly deadline: Deadline;
}

const stepMs = 100;

/** Once so much of the time is over that another way would have no time left, less is too much. */
const onTime = 0.6;
const lateShare = 1 / 8;

/**
 * Runs a fetch, and ends it when it brings too much: git has no limit of its own, and a stranger may put
 * any number of commits of any size into a mission.
 */
export async function guarded<T>(
  { inbox, places, deadline }: GuardedFetch,
  fetch: (giveUp: AbortSignal) => Promise<T>,
): Promise<{ readonly result: T; readonly isTooMuch: boolean }> {
  for (const path of await unfinishedPacks(inbox)) await removeAll(path);
  const ended = new AbortController();
  const giveUp = new AbortController();
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await wait(stepMs, ended.signal);
      if (ended.signal.aborted) return;
      const isLate = deadline.left() < deadline.totalMs * onTime;
      if (await isTooMuch(inbox, places, isLate ? lateShare : 1)) giveUp.abort();
    }
  };
  const looking = look();
  try {
    const result = await fetch(giveUp.signal);
    return { result, isTooMuch: giveUp.signal.aborted };
  } finally {
    ended.abort();
    await looking;
  }
}

/** Counts what git has written so far: the pack that it receives, and a file for each ref. */
async function isTooMuch(
  inbox: string,
  places: readonly string[],
  share: number,
): Promise<boolean> {
  const bytes = await Promise.all((await unfinishedPacks(inbox)).map(bytesOf));
  if (bytes.some((each) => each > mostFetchedBytes * share)) return true;
  const directories = places.flatMap((place) =>
    kinds.map((kind) => join(inbox, seenRef(place, `${place}/${kind}`))),
  );
  const refs = await Promise.all(directories.map(namesIn));
  return refs.flat().length > 2 * mostUnasked * share;
}

/** The pack that git receives, and those that were received by one that was killed. */
async function unfinishedPacks(inbox: string): Promise<readonly string[]> {
  const packs = join(inbox, 'objects', 'pack');
  const unfinished = (await namesIn(packs)).filter((name) => name.startsWith('tmp_'));
  return unfinished.map((name) => join(packs, name));
}
