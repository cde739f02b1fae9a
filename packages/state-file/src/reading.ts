import { runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from './options/run-waiting.ts';
import type { ReadState } from './read/found-state.ts';
import { readState as reading } from './read/read-state.ts';
import type { StateFile } from './state-file.ts';
import type { WatchOptions } from './watch/endable.ts';
import type { Watch } from './watch/watch.ts';
import { watchFile } from './watch/watch-state.ts';

/**
 * Reads the document, and tells missing, damaged and readable apart. Takes no lock and creates
 * nothing; a mode that is too wide is repaired, with a warning.
 *
 * @param file - which document
 * @returns the value with its version; `absent` with the defaults; or `damaged` with every reason
 * @throws ERR_UNSAFE_FILE when the file is another user's or writable by everyone; ERR_FILE_READ
 *   when descriptors or memory ran out, which says nothing about the file
 * @example
 * const state = await readState(settings);
 * if (state.status === 'damaged') console.error(state.issues);
 */
export function readState<T>(file: StateFile<T>): Promise<ReadState<T>> {
  return runWaiting(() => reading(file));
}

/**
 * Reads the document, as `readState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @returns the value with its version; `absent` with the defaults; or `damaged` with every reason
 * @throws ERR_UNSAFE_FILE, ERR_FILE_READ
 * @example
 * const state = readStateSync(settings);
 */
export function readStateSync<T>(file: StateFile<T>): ReadState<T> {
  return runSync(reading(file));
}

/**
 * Watches the document: yields what is there now, then each other state once it is whole. Writes in
 * between are left out when the reader is slow. It goes on when the file or its directory is deleted
 * and created again.
 *
 * @param file - which document
 * @param options - the signal that ends it
 * @returns an iterator; `return()`, and so `break`, settles at once, and nothing is held from then on
 * @throws the signal's reason from `next()`, and what `readState` rejects with: ERR_UNSAFE_FILE,
 *   ERR_FILE_READ; TypeError at the call for options that cannot be
 * @example
 * for await (const state of watchState(settings, { signal })) show(state);
 */
export function watchState<T>(file: StateFile<T>, options: WatchOptions = {}): Watch<ReadState<T>> {
  return watchFile(file, options);
}
