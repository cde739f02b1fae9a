import { effects, type Operation, run, runSync } from '@missionctl/atomic-fs/operations';
import { type DirectoryBell, directoryBell } from './directory-bell.ts';

export interface WatchOptions {
  /** Ends the watching: what is waited for rejects with its reason, and nothing is held any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Something in the file system that has a state, and changes. */
export interface Watched<T> {
  /** The directories, as they are now, in which its changes show. */
  readonly directories: () => Operation<readonly string[]>;
  /** Whether what happens to this name in this directory may be a change. */
  readonly matters: (directory: string, name: string) => boolean;
  readonly read: () => Operation<T>;
  /** Equal for states that need not be told apart. */
  readonly keyOf: (state: T) => string;
  /** What is damaged in it; empty when nothing is. */
  readonly damageIn: (state: T) => string;
}

/** A writer makes several calls, and each of them rings. */
const settleMs = 20;
/** How long damage must last to be told: someone may be writing without a rename. */
const damageMs = 100;
/** The kernel drops events when their queue is full (inotify(7), IN_Q_OVERFLOW). */
const recheckMs = 10_000;
/** Where the bell cannot hang everywhere. */
const pollMs = 1000;

/**
 * The present state, then each other one once it is whole. A slow reader gets the latest, not all
 * of them. The bell hangs before the state is read, so that no change falls between the two; and
 * the rests grow with the time that reading takes.
 */
export async function* watchState<T>(
  watched: Watched<T>,
  { signal }: WatchOptions,
): AsyncGenerator<T, void, undefined> {
  signal?.throwIfAborted();
  const bell = directoryBell(watched.matters);
  signal?.addEventListener('abort', bell.takeDown, { once: true });
  try {
    let told: { readonly key: string; readonly damage: string } | undefined;
    for (;;) {
      const startedMs = runSync(effects.now());
      bell.still();
      const everywhere = hangBell(bell, watched.directories);
      const state = await readWhole(watched, told?.damage ?? '', signal);
      const tookMs = runSync(effects.now()) - startedMs;
      const key = watched.keyOf(state);
      if (key !== told?.key) {
        told = { key, damage: watched.damageIn(state) };
        yield state;
        signal?.throwIfAborted();
      }
      await bell.ring(Math.max(everywhere ? recheckMs : pollMs, 20 * tookMs));
      await run(effects.pause(Math.max(settleMs, tookMs)), { signal });
    }
  } finally {
    signal?.removeEventListener('abort', bell.takeDown);
    bell.takeDown();
  }
}

/**
 * Looks again after each new watch: until it hung, nothing told of what was created in there. At
 * once, since it only asks for names that are in memory, and a turn of the loop for each is dear.
 */
function hangBell(bell: DirectoryBell, directories: Watched<unknown>['directories']): boolean {
  for (;;) {
    const { anew, everywhere } = bell.hang(runSync(directories()));
    if (!anew) return everywhere;
  }
}

/** The state, once it has no damage but what was told already, or what lasts. */
async function readWhole<T>(
  { read, damageIn }: Watched<T>,
  told: string,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let expected = told; ; ) {
    const state = await run(read(), { signal });
    signal?.throwIfAborted();
    const damage = damageIn(state);
    if (damage === '' || damage === expected) return state;
    expected = damage;
    await run(effects.pause(damageMs), { signal });
  }
}
