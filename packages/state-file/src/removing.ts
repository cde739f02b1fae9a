import { runSync } from '@missionctl/atomic-fs/operations';
import {
  type QuarantineOptions,
  quarantineState as quarantining,
} from './change/quarantine-state.ts';
import { removeState as removing } from './change/remove-state.ts';
import { runWaiting } from './options/run-waiting.ts';
import type { LockWait, Wait } from './options/wait.ts';
import type { StateFile } from './state-file.ts';

/**
 * Removes the file, durably, whatever is in it. The lock file stays.
 *
 * @param file - which document
 * @param options - how long to wait for the lock
 * @returns false when nothing was there; that is durable too
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE, ERR_STATE_DAMAGED when it cannot be looked at,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE
 * @example
 * await removeState(settings);
 */
export function removeState<T>(file: StateFile<T>, options: Wait = {}): Promise<boolean> {
  return runWaiting(() => removing(file, options), options);
}

/**
 * Removes the file, as `removeState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param options - how long to wait for the lock
 * @returns false when nothing was there
 * @throws ERR_ATOMIC_WRITE, ERR_NOT_REGULAR_FILE, ERR_STATE_DAMAGED when it cannot be looked at,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE
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
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a new path in another
 *   directory
 * @example
 * const aside = await quarantineState(settings);
 */
export function quarantineState<T>(
  file: StateFile<T>,
  options: QuarantineOptions & Wait = {},
): Promise<string | undefined> {
  return runWaiting(() => quarantining(file, options), options);
}

/**
 * Moves a damaged file aside, as `quarantineState` does, and blocks the thread meanwhile.
 *
 * @param file - which document
 * @param options - the path that it gets, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws ERR_ATOMIC_WRITE (also when the new path is taken), ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a new path in another
 *   directory
 * @example
 * quarantineStateSync(settings);
 */
export function quarantineStateSync<T>(
  file: StateFile<T>,
  options: QuarantineOptions = {},
): string | undefined {
  return runSync(quarantining(file, options));
}
