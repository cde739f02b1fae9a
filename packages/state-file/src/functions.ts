import { effects, run, runSync } from '@missionctl/atomic-fs/operations';
import { createState as creating } from './create-state.ts';
import type { LockWait } from './locked-state.ts';
import { type QuarantineOptions, quarantineState as quarantining } from './quarantine-state.ts';
import { type ReadState, readState as reading } from './read-state.ts';
import { removeState as removing } from './remove-state.ts';
import { type SavedState, type SaveOptions, saveState as saving } from './save-state.ts';
import type { StateFile } from './state-file.ts';
import { type UpdatedState, updateState as updating } from './update-state.ts';
import type { WatchOptions } from './watch-changes.ts';
import { watchFile } from './watch-state.ts';

/** How long an asynchronous call waits for the lock. A write that has begun is finished. */
export interface Wait extends LockWait {
  /** Ends the waiting: the call rejects with its reason, and nothing was changed. */
  readonly signal?: AbortSignal | undefined;
}

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
  return run(reading(file));
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
 * Writes the first value, durably. Of several creators at once exactly one gets true. Missing
 * directories are created, 0700.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - how long to wait for the lock
 * @returns false when something is there already, whatever it is; it stays as it is
 * @throws ERR_STATE_INVALID, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE; TypeError for a value that JSON cannot hold. The file is
 *   absent then, unless `outcome` of ERR_ATOMIC_WRITE says otherwise
 * @example
 * await createState(settings, { theme: 'dark' });
 */
export function createState<T>(
  file: StateFile<T>,
  value: T,
  { signal, ...wait }: Wait = {},
): Promise<boolean> {
  return run(creating(file, value, wait), { signal });
}

/**
 * Writes the first value, as `createState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - how long to wait for the lock
 * @returns false when something is there already, whatever it is; it stays as it is
 * @throws what `createState` rejects with: ERR_STATE_INVALID, ERR_ATOMIC_WRITE and the others
 * @example
 * createStateSync(settings, { theme: 'dark' });
 */
export function createStateSync<T>(file: StateFile<T>, value: T, options: LockWait = {}): boolean {
  return runSync(creating(file, value, options));
}

/**
 * Changes the document under its lock, durably, so that no update of another process is lost. A
 * writer that takes no lock is noticed until just before the rename; then the change is made again
 * of what it wrote. A damaged file is never overwritten.
 *
 * @param file - which document
 * @param change - gets the value (the defaults, or undefined, while there is no file) and returns
 *   the new one, or undefined to leave it as it is. Synchronous; it may run more than once
 * @param options - how long to wait for the lock
 * @returns the new value and its version; `unchanged` when the file said that already
 * @throws ERR_STATE_DAMAGED, ERR_STATE_INVALID, ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
 *   ERR_FILE_TOO_LARGE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE; TypeError for a
 *   value that JSON cannot hold. The old value is there then, unless `outcome` says otherwise
 * @example
 * await updateState(settings, (value) => ({ ...value, theme: 'dark' }));
 */
export function updateState<T>(
  file: StateFile<T>,
  change: (value: T | undefined) => T | undefined,
  { signal, ...wait }: Wait = {},
): Promise<UpdatedState<T>> {
  return run(updating(file, asOperation(change), wait), { signal });
}

/**
 * Changes the document, as `updateState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param change - gets the value and returns the new one, or undefined to leave it as it is
 * @param options - how long to wait for the lock
 * @returns the new value and its version; `unchanged` when the file said that already
 * @throws what `updateState` rejects with: ERR_STATE_DAMAGED, ERR_ATOMIC_WRITE and the others;
 *   ERR_LOCK_TIMEOUT at once when this thread holds the lock itself
 * @example
 * updateStateSync(settings, (value) => ({ ...value, theme: 'dark' }));
 */
export function updateStateSync<T>(
  file: StateFile<T>,
  change: (value: T | undefined) => T | undefined,
  options: LockWait = {},
): UpdatedState<T> {
  return runSync(updating(file, asOperation(change), options));
}

/**
 * Writes a whole value if the file is still what the caller has read: compare-and-swap.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - `expecting`: the version that was read, or `absent`; and how long to wait
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateState` rejects with: ERR_STATE_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * const { version } = readStateSync(settings);
 * const saved = await saveState(settings, value, { expecting: version });
 */
export function saveState<T>(
  file: StateFile<T>,
  value: T,
  { signal, ...options }: SaveOptions & Wait,
): Promise<SavedState> {
  return run(saving(file, value, options), { signal });
}

/**
 * Writes a whole value, as `saveState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - `expecting`: the version that was read, or `absent`; and how long to wait
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateState` rejects with: ERR_STATE_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * saveStateSync(settings, value, { expecting: 'absent' });
 */
export function saveStateSync<T>(file: StateFile<T>, value: T, options: SaveOptions): SavedState {
  return runSync(saving(file, value, options));
}

/**
 * Removes the file, durably, whatever is in it. The lock file stays.
 *
 * @param file - which document
 * @param options - how long to wait for the lock
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE, ERR_STATE_DAMAGED when it cannot be looked at,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE
 * @example
 * await removeState(settings);
 */
export function removeState<T>(
  file: StateFile<T>,
  { signal, ...wait }: Wait = {},
): Promise<boolean> {
  return run(removing(file, wait), { signal });
}

/**
 * Removes the file, as `removeState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param options - how long to wait for the lock
 * @returns false when nothing was there
 * @throws what `removeState` rejects with: ERR_ATOMIC_WRITE and the others
 * @example
 * removeStateSync(settings);
 */
export function removeStateSync<T>(file: StateFile<T>, options: LockWait = {}): boolean {
  return runSync(removing(file, options));
}

/**
 * Moves a damaged file aside, so that a new one can be created. Content is never deleted, and a file
 * that is whole stays.
 *
 * @param file - which document
 * @param options - the path that it gets, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws ERR_ATOMIC_WRITE (also when the new path is taken), ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE
 * @example
 * const aside = await quarantineState(settings);
 */
export function quarantineState<T>(
  file: StateFile<T>,
  { signal, ...options }: QuarantineOptions & Wait = {},
): Promise<string | undefined> {
  return run(quarantining(file, options), { signal });
}

/**
 * Moves a damaged file aside, as `quarantineState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param options - the path that it gets, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws what `quarantineState` rejects with: ERR_ATOMIC_WRITE and the others
 * @example
 * quarantineStateSync(settings);
 */
export function quarantineStateSync<T>(
  file: StateFile<T>,
  options: QuarantineOptions = {},
): string | undefined {
  return runSync(quarantining(file, options));
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
 *   ERR_FILE_READ
 * @example
 * for await (const state of watchState(settings, { signal })) show(state);
 */
export function watchState<T>(
  file: StateFile<T>,
  options: WatchOptions = {},
): AsyncIterableIterator<ReadState<T>, void, undefined> {
  return watchFile(file, options);
}

/** The caller's function between two effects, which refuses a promise. */
function asOperation<T>(change: (value: T | undefined) => T | undefined) {
  return (value: T | undefined) => effects.invoke(() => change(value));
}
