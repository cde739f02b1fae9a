import { runSync } from '@missionctl/atomic-fs/operations';
import type { MissionId } from '@missionctl/session-model';
import { type LockWait, runWaiting, type Wait } from '@missionctl/state-file/operations';
import type { ActivePointer } from './active-pointer.ts';
import {
  clearPointer as clearing,
  type ForgottenMission,
  forgetMission as forgetting,
  type PointerChange,
  type PointerChangeOptions,
  quarantinePointer as quarantining,
  setPointer as setting,
} from './change-pointer.ts';
import type { Pointer } from './pointer-codec.ts';
import { readPointer as reading } from './read-pointer.ts';

/**
 * Reads the active mission and the one before. Creates nothing; a mode that is too wide is repaired.
 *
 * @param pointer - of which home
 * @returns what the pointer says; nothing active where there is no file
 * @throws ERR_POINTER_DAMAGED; ERR_UNSAFE_FILE when the file, or the home, can be written by everyone,
 *   or the file is not ours; ERR_UNUSABLE_DIRECTORY when the home is no directory, or is closed to
 *   its owner
 * @example
 * const { active } = await readPointer(pointer);
 */
export function readPointer(pointer: ActivePointer): Promise<Pointer> {
  return runWaiting(() => reading(pointer));
}

/**
 * Reads the pointer, as `readPointer` does, and blocks the thread meanwhile.
 *
 * @param pointer - of which home
 * @returns what the pointer says; nothing active where there is no file
 * @throws ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { active } = readPointerSync(pointer);
 */
export function readPointerSync(pointer: ActivePointer): Pointer {
  return runSync(reading(pointer));
}

/**
 * The mission that was active before the present one.
 *
 * @param pointer - of which home
 * @returns its id; undefined when there was none
 * @throws ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const previous = await previousMission(pointer);
 */
export async function previousMission(pointer: ActivePointer): Promise<MissionId | undefined> {
  return (await readPointer(pointer)).previous;
}

/**
 * The mission that was active before, as `previousMission`; blocks the thread meanwhile.
 *
 * @param pointer - of which home
 * @returns its id; undefined when there was none
 * @throws ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const previous = previousMissionSync(pointer);
 */
export function previousMissionSync(pointer: ActivePointer): MissionId | undefined {
  return readPointerSync(pointer).previous;
}

/**
 * Makes a mission the active one, durably, under the pointer's lock. When it is already, nothing is
 * written and the previous one stays.
 *
 * @param pointer - of which home; it is created when it is not there
 * @param missionId - the mission
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws ERR_INVALID_ID, ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_ATOMIC_WRITE, ERR_STATE_CONFLICT, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * await setPointer(pointer, 'demo', { expecting: null });
 */
export function setPointer(
  pointer: ActivePointer,
  missionId: string,
  options: PointerChangeOptions & Wait = {},
): Promise<PointerChange> {
  return runWaiting(() => setting(pointer, missionId, options), options);
}

/**
 * Makes a mission the active one, as `setPointer` does, and blocks the thread meanwhile.
 *
 * @param pointer - of which home; it is created when it is not there
 * @param missionId - the mission
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws ERR_INVALID_ID, ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_ATOMIC_WRITE, ERR_STATE_CONFLICT, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * setPointerSync(pointer, 'demo');
 */
export function setPointerSync(
  pointer: ActivePointer,
  missionId: string,
  options: PointerChangeOptions = {},
): PointerChange {
  return runSync(setting(pointer, missionId, options));
}

/**
 * Leaves no mission active, durably; the one that was becomes the previous one.
 *
 * @param pointer - of which home
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws what `setPointer` rejects with: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * await clearPointer(pointer, { expecting: 'demo' });
 */
export function clearPointer(
  pointer: ActivePointer,
  options: PointerChangeOptions & Wait = {},
): Promise<PointerChange> {
  return runWaiting(() => clearing(pointer, options), options);
}

/**
 * Leaves no mission active, as `clearPointer` does, and blocks the thread meanwhile.
 *
 * @param pointer - of which home
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws what `setPointer` rejects with: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * clearPointerSync(pointer);
 */
export function clearPointerSync(
  pointer: ActivePointer,
  options: PointerChangeOptions = {},
): PointerChange {
  return runSync(clearing(pointer, options));
}

/**
 * Takes a mission out of the pointer, active or previous, in one step: for one that is being left.
 *
 * @param pointer - of which home
 * @param missionId - the mission
 * @param options - how long to wait for the lock
 * @returns whether something was changed, and whether it was the active mission
 * @throws what `setPointer` rejects with: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * await forgetMission(pointer, 'demo');
 */
export function forgetMission(
  pointer: ActivePointer,
  missionId: string,
  options: Wait = {},
): Promise<ForgottenMission> {
  return runWaiting(() => forgetting(pointer, missionId, options), options);
}

/**
 * Takes a mission out of the pointer, as `forgetMission` does, and blocks the thread meanwhile.
 *
 * @param pointer - of which home
 * @param missionId - the mission
 * @param options - how long to wait for the lock
 * @returns whether something was changed, and whether it was the active mission
 * @throws what `setPointer` rejects with: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * forgetMissionSync(pointer, 'demo');
 */
export function forgetMissionSync(
  pointer: ActivePointer,
  missionId: string,
  options: LockWait = {},
): ForgottenMission {
  return runSync(forgetting(pointer, missionId, options));
}

/**
 * Moves a damaged pointer aside, and never deletes it.
 *
 * @param pointer - of which home
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged pointer
 * @throws ERR_ATOMIC_WRITE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * const aside = await quarantinePointer(pointer);
 */
export function quarantinePointer(
  pointer: ActivePointer,
  options: Wait = {},
): Promise<string | undefined> {
  return runWaiting(() => quarantining(pointer, options), options);
}

/**
 * Moves a damaged pointer aside, as `quarantinePointer` does, and blocks the thread meanwhile.
 *
 * @param pointer - of which home
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged pointer
 * @throws ERR_ATOMIC_WRITE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * quarantinePointerSync(pointer);
 */
export function quarantinePointerSync(
  pointer: ActivePointer,
  options: LockWait = {},
): string | undefined {
  return runSync(quarantining(pointer, options));
}
