import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createState as creating } from './change/create-state.ts';
import { type SavedState, type SaveOptions, saveState as saving } from './change/save-state.ts';
import { type UpdatedState, updateState as updating } from './change/update-state.ts';
import { requireFunction } from './options/require-option.ts';
import { runWaiting } from './options/run-waiting.ts';
import type { LockWait, Wait } from './options/wait.ts';
import type { StateFile } from './state-file.ts';

/**
 * Writes the first value, durably. Of several creators at once exactly one gets true. Missing
 * directories are created, 0700.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - how long to wait for the lock
 * @returns false when something is there already, whatever it is; it stays as it is
 * @throws ERR_STATE_INVALID, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a value that JSON cannot
 *   hold. The file is absent then, unless `outcome` of ERR_ATOMIC_WRITE says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * await createState(settings, { theme: 'dark' });
 */
export function createState<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: Wait = {},
): Promise<boolean> {
  return runWaiting(() => creating(file, value, options), options);
}

/**
 * Writes the first value, as `createState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param value - what it is to say
 * @param options - how long to wait for the lock
 * @returns false when something is there already, whatever it is; it stays as it is
 * @throws ERR_STATE_INVALID, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a value that JSON cannot
 *   hold. The file is absent then, unless `outcome` of ERR_ATOMIC_WRITE says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * createStateSync(settings, { theme: 'dark' });
 */
export function createStateSync<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: LockWait = {},
): boolean {
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
 *   ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE when something else took the place of the file
 *   meanwhile, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError
 *   for a value that JSON cannot hold. The old value is there then, unless `outcome` says
 *   otherwise, and but for ERR_LOCK_LOST, which comes after the change
 * @example
 * await updateState(settings, (value) => ({ ...value, theme: 'dark' }));
 */
export function updateState<T, D extends T | undefined = T | undefined>(
  file: StateFile<T, D>,
  change: NoInfer<(value: T | D) => T | undefined>,
  options: Wait = {},
): Promise<UpdatedState<T>> {
  return runWaiting(() => updating(file, asOperation<T, D>(change), options), options);
}

/**
 * Changes the document, as `updateState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param change - gets the value and returns the new one, or undefined to leave it as it is
 * @param options - how long to wait for the lock
 * @returns the new value and its version; `unchanged` when the file said that already
 * @throws ERR_STATE_DAMAGED, ERR_STATE_INVALID, ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
 *   ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE when something else took the place of the file
 *   meanwhile, ERR_LOCK_TIMEOUT (at once when this thread holds the lock itself),
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a value that JSON cannot
 *   hold. The old value is there then, unless `outcome` says otherwise, and but for ERR_LOCK_LOST,
 *   which comes after the change
 * @example
 * updateStateSync(settings, (value) => ({ ...value, theme: 'dark' }));
 */
export function updateStateSync<T, D extends T | undefined = T | undefined>(
  file: StateFile<T, D>,
  change: NoInfer<(value: T | D) => T | undefined>,
  options: LockWait = {},
): UpdatedState<T> {
  return runSync(updating(file, asOperation<T, D>(change), options));
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
  value: NoInfer<T>,
  options: SaveOptions & Wait,
): Promise<SavedState> {
  return runWaiting(() => saving(file, value, options), options);
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
export function saveStateSync<T>(
  file: StateFile<T>,
  value: NoInfer<T>,
  options: SaveOptions,
): SavedState {
  return runSync(saving(file, value, options));
}

/** The caller's function between two effects, which refuses a promise. */
function asOperation<T, D extends T | undefined>(
  change: (value: T | D) => T | undefined,
): (value: T | undefined) => Operation<T | undefined> {
  requireFunction('change', change);
  // Undefined comes only of a file without defaults.
  return (value) => effects.invoke(() => change(value as T | D));
}
