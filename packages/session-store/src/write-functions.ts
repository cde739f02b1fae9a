import { runSync } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import type { LockWait, SaveOptions, Wait } from '@missionctl/state-file/operations';
import { runWaiting } from '@missionctl/state-file/operations';
import type { Address } from './session-address.ts';
import type { SessionStore } from './session-store.ts';
import { type CreatedSession, createSession as creating } from './write/create-session.ts';
import { lowerTimes as lowering } from './write/lower-times.ts';
import {
  quarantineSession as quarantining,
  removeSession as removing,
} from './write/remove-session.ts';
import { type SavedSession, saveSession as saving } from './write/save-session.ts';
import type { SessionChange } from './write/session-patch.ts';
import { type UpdatedSession, updateSession as updating } from './write/update-session.ts';

/**
 * Writes the first session of an address, durably: with local times where all other readable sessions
 * of the home have them, and else in UTC. Of several creators at once exactly one gets `created`.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - how long to wait for the lock
 * @returns `created`; or `exists` when something is there already, which is left as it is, and durably
 *   there
 * @throws ERR_INVALID_ID (also when the mission exists in another case), ERR_INVALID_FIELD,
 *   ERR_FILE_TOO_LARGE, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * await createSession(store, 'demo', session);
 */
export function createSession(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: Wait = {},
): Promise<CreatedSession> {
  return runWaiting(() => creating(store, address, session, options), options);
}

/**
 * Writes the first session of an address, as `createSession` does; blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - how long to wait for the lock
 * @returns `created`; or `exists` when something is there already
 * @throws ERR_INVALID_ID (also when the mission exists in another case), ERR_INVALID_FIELD,
 *   ERR_FILE_TOO_LARGE, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * createSessionSync(store, 'demo', session);
 */
export function createSessionSync(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: LockWait = {},
): CreatedSession {
  return runSync(creating(store, address, session, options));
}

/**
 * Changes focus, drive intent or last activity under the session's lock, so that no update of
 * another process is lost. Without `lastActivityAt` the present time is stamped; time never goes
 * back in a file. A writer that takes no lock is noticed until just before the rename, and the
 * change is made again of what it wrote. The store's `check` looks at the session with the change in
 * it before anything is written.
 *
 * @param store - of which home
 * @param address - which session
 * @param change - a patch, or a pure synchronous function that makes one of the session; it may run
 *   more than once
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_SESSION_CONFLICT,
 *   ERR_INVALID_FIELD, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_INVALID_ID. The session is as it was then, unless `outcome` says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * await updateSession(store, 'demo', { focus: 'wp:WP01' });
 */
export function updateSession(
  store: SessionStore,
  address: Address,
  change: SessionChange,
  options: Wait = {},
): Promise<UpdatedSession> {
  return runWaiting(() => updating(store, address, change, options), options);
}

/**
 * Changes a session, as `updateSession` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @param change - a patch, or a pure synchronous function that makes one of the session
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_SESSION_INVALID, ERR_SESSION_CONFLICT,
 *   ERR_INVALID_FIELD, ERR_ATOMIC_WRITE, ERR_FILE_TOO_LARGE, ERR_NOT_REGULAR_FILE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_INVALID_ID. The session is as it was then, unless `outcome` says otherwise, and but for
 *   ERR_LOCK_LOST, which comes after the change
 * @example
 * updateSessionSync(store, 'demo', ({ focus }) => ({ driveIntent: focus ? 'active' : 'inactive' }));
 */
export function updateSessionSync(
  store: SessionStore,
  address: Address,
  change: SessionChange,
  options: LockWait = {},
): UpdatedSession {
  return runSync(updating(store, address, change, options));
}

/**
 * Writes a whole session if the file still has the expected version: compare-and-swap. The file
 * keeps its dialect and its unknown members.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - `expecting`: the version that was read; and how long to wait for the lock
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateSession` rejects with, but ERR_NOT_JOINED: that is a conflict
 * @example
 * const { session, version } = await ensureJoined(store, 'demo');
 * await saveSession(store, 'demo', { ...session, role: 'reviewer' }, { expecting: version });
 */
export function saveSession(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: SaveOptions & Wait,
): Promise<SavedSession> {
  return runWaiting(() => saving(store, address, session, options), options);
}

/**
 * Writes a whole session, as `saveSession` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @param session - what it is to say
 * @param options - `expecting`: the version that was read; and how long to wait for the lock
 * @returns `saved`, or `conflict` with the version that is there; nothing was written then
 * @throws what `updateSession` rejects with, but ERR_NOT_JOINED: that is a conflict
 * @example
 * saveSessionSync(store, 'demo', session, { expecting: version });
 */
export function saveSessionSync(
  store: SessionStore,
  address: Address,
  session: SessionState,
  options: SaveOptions,
): SavedSession {
  return runSync(saving(store, address, session, options));
}

/**
 * Lowers the times of a session that lie more than a day ahead; all else stays. It is the one write
 * that makes `lastActivityAt` earlier: no other can, so that such a session would keep it for ever.
 * The last activity becomes the present time. The time of joining becomes the time in the participant
 * id, since an authority mints that when it lets the participant in; or the present time, where the id
 * names a later one.
 *
 * @param store - of which home; its `check` is not asked
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before; undefined when no time lies that far
 *   ahead, and nothing was written
 * @throws what `updateSession` rejects with: ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_ATOMIC_WRITE and
 *   the others
 * @example
 * const lowered = await lowerTimes(store, 'demo');
 */
export function lowerTimes(
  store: SessionStore,
  address: Address,
  options: Wait = {},
): Promise<UpdatedSession | undefined> {
  return runWaiting(() => lowering(store, address, options), options);
}

/**
 * Lowers the times of a session, as `lowerTimes` does, and blocks the thread meanwhile.
 *
 * @param store - of which home; its `check` is not asked
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the session as it is now, and as it was just before; undefined when nothing was written
 * @throws what `updateSession` throws: ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_ATOMIC_WRITE and
 *   the others
 * @example
 * lowerTimesSync(store, 'demo');
 */
export function lowerTimesSync(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): UpdatedSession | undefined {
  return runSync(lowering(store, address, options));
}

/**
 * Removes a session, durably, whatever is in the file.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns false when there was none
 * @throws what `updateSession` rejects with: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT and the others
 * @example
 * await removeSession(store, 'demo');
 */
export function removeSession(
  store: SessionStore,
  address: Address,
  options: Wait = {},
): Promise<boolean> {
  return runWaiting(() => removing(store, address, options), options);
}

/**
 * Removes a session, as `removeSession` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns false when there was none
 * @throws what `updateSession` rejects with: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT and the others
 * @example
 * removeSessionSync(store, 'demo');
 */
export function removeSessionSync(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): boolean {
  return runSync(removing(store, address, options));
}

/**
 * Moves a damaged session file aside, and never deletes it.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged session
 * @throws ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE,
 *   ERR_UNUSABLE_DIRECTORY, ERR_INVALID_ID
 * @example
 * const aside = await quarantineSession(store, 'demo');
 */
export function quarantineSession(
  store: SessionStore,
  address: Address,
  options: Wait = {},
): Promise<string | undefined> {
  return runWaiting(() => quarantining(store, address, options), options);
}

/**
 * Moves a damaged session file aside, as `quarantineSession` does; blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged session
 * @throws ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE,
 *   ERR_UNUSABLE_DIRECTORY, ERR_INVALID_ID
 * @example
 * quarantineSessionSync(store, 'demo');
 */
export function quarantineSessionSync(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): string | undefined {
  return runSync(quarantining(store, address, options));
}
