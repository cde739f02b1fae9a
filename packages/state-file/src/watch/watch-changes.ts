import { effects, type Operation, run, runSync } from '@missionctl/atomic-fs/operations';
import { type DirectoryWatcher, directoryWatcher } from './directory-watcher.ts';
import { endable, type WatchOptions } from './endable.ts';
import type { Watch } from './watch.ts';

/** The paths to which something has happened; everything, where that is not known. */
export type Changed = ReadonlySet<string> | 'everything';

/** Something in the file system that has a state, and changes. */
export interface Watched<T> {
  /** The directories, as they are now, in which its changes show. */
  readonly directories: (changed: Changed) => Operation<readonly string[]>;
  /** Whether what happens to this name in this directory may be a change. */
  readonly matters: (directory: string, name: string) => boolean;
  /** Reads the state; what is not among `changed` is as it was when it was last read. */
  readonly read: (changed: Changed) => Operation<T>;
  /** Equal for states between which no reader has to tell the difference. */
  readonly keyOf: (state: T) => string;
  /** What is damaged in it; empty when nothing is. */
  readonly damageIn: (state: T) => string;
}

/** A writer makes several calls, and each of them is noticed. */
const settleMs = 20;
/** How long damage must last to be reported: someone may be writing without a rename. */
const damageMs = 100;
/** The kernel drops events when their queue is full (inotify(7), IN_Q_OVERFLOW). */
const recheckMs = 10_000;
/** Where not everything can be watched. */
const pollMs = 1000;

/**
 * Yields the present state, then each other one once it is whole. A slow reader gets the latest,
 * not all of them. Watching begins before the state is read, so that no change falls between the
 * two; and the rests grow with the time that reading takes.
 *
 * @param watched - what to read, and where its changes show
 * @param options - the signal that ends it
 * @returns an iterator that holds watches of the kernel from the first `next()` until `return()`,
 *   which settles at once, as a pending `next()` does then
 * @throws TypeError for options that cannot be; from `next()` the signal's reason, and what `read`
 *   of the watched throws, such as ERR_UNSAFE_FILE
 * @example
 * for await (const state of watchChanges(watched, { signal })) show(state);
 */
export function watchChanges<T>(watched: Watched<T>, options: WatchOptions = {}): Watch<T> {
  return endable((signal) => statesOf(watched, signal), options);
}

async function* statesOf<T>(
  watched: Watched<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  signal.throwIfAborted();
  const watcher = directoryWatcher(watched.matters);
  signal.addEventListener('abort', watcher.close, { once: true });
  try {
    let last: { readonly key: string; readonly damage: string } | undefined;
    // When everything is to be read again, whatever was noticed, and how long that took.
    let wholeAtMs = -Infinity;
    let wholeTookMs = 0;
    for (;;) {
      const startedMs = runSync(effects.now());
      const noticed = watcher.taken();
      const changed = noticed.size > 0 && startedMs < wholeAtMs ? noticed : 'everything';
      const complete = watchAll(watcher, () => watched.directories(changed));
      const read = () => watched.read(changed);
      const state = await readWhole({ ...watched, read }, last?.damage ?? '', signal);
      const endedMs = runSync(effects.now());
      const tookMs = endedMs - startedMs;
      if (changed === 'everything') wholeTookMs = tookMs;
      const restMs = Math.max(complete ? recheckMs : pollMs, 20 * wholeTookMs);
      wholeAtMs = Math.min(endedMs + restMs, changed === 'everything' ? Infinity : wholeAtMs);
      const key = watched.keyOf(state);
      if (key !== last?.key) {
        last = { key, damage: watched.damageIn(state) };
        yield state;
        signal.throwIfAborted();
      }
      await watcher.changed(wholeAtMs - runSync(effects.now()));
      await run(effects.pause(Math.max(settleMs, tookMs)), { signal });
    }
  } finally {
    signal.removeEventListener('abort', watcher.close);
    watcher.close();
  }
}

/**
 * Looks again after each new watch: what was created in there before it began was not noticed.
 * Synchronously, since one event-loop turn for each name would be slow.
 */
function watchAll(
  watcher: DirectoryWatcher,
  directories: () => Operation<readonly string[]>,
): boolean {
  for (;;) {
    const { grown, complete } = watcher.watch(runSync(directories()));
    if (!grown) return complete;
  }
}

/** The state, once it has no damage but what was reported already, or what lasts. */
async function readWhole<T>(
  { read, damageIn }: Pick<Watched<T>, 'damageIn'> & { readonly read: () => Operation<T> },
  reported: string,
  signal: AbortSignal,
): Promise<T> {
  for (let expected = reported; ; ) {
    const state = await run(read(), { signal });
    signal.throwIfAborted();
    const damage = damageIn(state);
    if (damage === '' || damage === expected) return state;
    expected = damage;
    await run(effects.pause(damageMs), { signal });
  }
}
