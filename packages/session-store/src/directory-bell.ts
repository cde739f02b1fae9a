import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Rings when something happens in one of the directories in which it hangs. */
export interface DirectoryBell {
  /** Hangs it in these directories and no others. */
  hang(directories: readonly string[]): Hung;
  /** From now on it has not rung. */
  still(): void;
  /** Resolves when it has rung since it was last still, or after so many milliseconds. */
  ring(atMostMs: number): Promise<void>;
  /** Takes it down everywhere, and rings for whoever still waits. */
  takeDown(): void;
}

export interface Hung {
  /** Whether it hangs in a directory in which it did not before. */
  readonly anew: boolean;
  /** Whether it hangs in all of them: there may be no permission, or no watch to be had. */
  readonly everywhere: boolean;
}

/**
 * A bell for the names that matter. A directory that goes, or has another put in its place, is told
 * by the one above it or by itself: its watch is dropped then, and the next `hang` watches what is
 * there by that time.
 */
export function directoryBell(
  matters: (directory: string, name: string) => boolean,
): DirectoryBell {
  const watchers = new Map<string, FSWatcher>();
  /** Whose watches were dropped: what is watched below them may be below nothing now. */
  const gone = new Set<string>();
  let rung = false;
  let wake = (): void => {};

  const strike = (): void => {
    rung = true;
    wake();
  };
  const drop = (directory: string): boolean => {
    const watcher = watchers.get(directory);
    if (watcher === undefined) return false;
    watcher.close();
    watchers.delete(directory);
    gone.add(directory);
    return true;
  };
  const hear = (directory: string, name: string | null): void => {
    // Its own name: the directory itself went, or was moved (inotify(7), IN_DELETE_SELF).
    const own = name === null || name === basename(directory);
    const dropped = drop(own ? directory : join(directory, name));
    if (dropped || name === null || matters(directory, name)) strike();
  };
  const listen = (directory: string): boolean => {
    try {
      const watcher = watch(directory, (_, name) => hear(directory, name));
      watcher.on('error', () => hear(directory, null));
      watchers.set(directory, watcher);
      return true;
    } catch {
      return false;
    }
  };

  return {
    hang(directories) {
      const wanted = new Set(directories);
      for (const directory of watchers.keys()) {
        if (!wanted.has(directory) || isBelow(directory, gone)) drop(directory);
      }
      gone.clear();
      const heard = directories.filter((each) => !watchers.has(each)).map(listen);
      return { anew: heard.includes(true), everywhere: !heard.includes(false) };
    },
    still() {
      rung = false;
    },
    ring(atMostMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => wake(), atMostMs);
        wake = () => {
          clearTimeout(timer);
          wake = () => {};
          resolve();
        };
        if (rung) wake();
      });
    },
    takeDown() {
      for (const directory of watchers.keys()) drop(directory);
      strike();
    },
  };
}

function isBelow(directory: string, those: ReadonlySet<string>): boolean {
  if (those.size === 0) return false;
  for (let above = directory; dirname(above) !== above; ) {
    above = dirname(above);
    if (those.has(above)) return true;
  }
  return false;
}
