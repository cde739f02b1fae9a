import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** As they were when this module was loaded: nothing moves the fake ones of a test (`vi.useFakeTimers()`). */
const { setTimeout, clearTimeout } = globalThis;

/** Notices when something happens in one of the directories that it watches. */
export interface DirectoryWatcher {
  /** Watches these directories and no others. */
  watch(directories: readonly string[]): Coverage;
  /** The paths to which something has happened since the last call. */
  taken(): ReadonlySet<string>;
  /** Resolves when something has happened since they were taken, or after so many milliseconds. */
  changed(atMostMs: number): Promise<void>;
  /** Stops watching everywhere, and lets whoever still waits go on. */
  close(): void;
}

/** What is watched. */
export interface Coverage {
  /** Whether a directory is watched that was not before. */
  readonly grown: boolean;
  /** Whether all of them are: there may be no permission, or no watch to be had. */
  readonly complete: boolean;
}

/**
 * A watcher for the names that matter. A directory that goes, or is replaced by another, is noticed
 * through the one above it or through itself: its watch is dropped then, and the next `watch` finds
 * what is there by that time.
 */
export function directoryWatcher(
  matters: (directory: string, name: string) => boolean,
): DirectoryWatcher {
  const watchers = new Map<string, FSWatcher>();
  /** Whose watches were dropped: what is watched below them may be below nothing now. */
  const gone = new Set<string>();
  let happened = new Set<string>();
  let wake = (): void => {};
  let closed = false;

  const notice = (path: string): void => {
    happened.add(path);
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
  const onEvent = (directory: string, name: string | null): void => {
    // Its own name: the directory itself went, or was moved (inotify(7), IN_DELETE_SELF).
    const own = name === null || name === basename(directory);
    const path = own ? directory : join(directory, name);
    const dropped = drop(path);
    if (dropped || name === null || matters(directory, name)) notice(path);
  };
  const start = (directory: string): boolean => {
    try {
      const watcher = watch(directory, (_, name) => onEvent(directory, name));
      watcher.on('error', () => onEvent(directory, null));
      watchers.set(directory, watcher);
      return true;
    } catch {
      return false;
    }
  };

  return {
    watch(directories) {
      const wanted = new Set(directories);
      for (const directory of watchers.keys()) {
        if (!wanted.has(directory) || isBelow(directory, gone)) drop(directory);
      }
      gone.clear();
      const started = directories.filter((each) => !watchers.has(each)).map(start);
      return { grown: started.includes(true), complete: !started.includes(false) };
    },
    taken() {
      const those = happened;
      happened = new Set();
      return those;
    },
    changed(atMostMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => wake(), atMostMs);
        wake = () => {
          clearTimeout(timer);
          wake = () => {};
          resolve();
        };
        if (closed || happened.size > 0) wake();
      });
    },
    close() {
      closed = true;
      for (const directory of watchers.keys()) drop(directory);
      wake();
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
