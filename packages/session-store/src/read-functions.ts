import { runSync } from '@missionctl/atomic-fs/operations';
import { runWaiting } from '@missionctl/state-file/operations';
import { caseVariantOf as findingVariant } from './read/case-variant.ts';
import {
  type ListedSession,
  listSessions as listing,
  listMission as listingMission,
} from './read/list-sessions.ts';
import {
  isJoined as asking,
  ensureJoined as ensuring,
  type JoinedSession,
  type LoadedSession,
  loadSession as loading,
} from './read/load-session.ts';
import type { Address } from './session-address.ts';
import type { SessionStore } from './session-store.ts';

/**
 * Loads what is at an address: a session, nothing, or something that is no session. Creates nothing;
 * a mode that is too wide is repaired, with a warning.
 *
 * @param store - of which home
 * @param address - which session
 * @returns `joined`, `absent` or `damaged`
 * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY when the home or `missions` is no
 *   directory, or is closed to its owner; ERR_FILE_READ when descriptors or memory ran out, which
 *   says nothing about the session
 * @example
 * const loaded = await loadSession(store, 'demo');
 */
export function loadSession(store: SessionStore, address: Address): Promise<LoadedSession> {
  return runWaiting(() => loading(store, address));
}

/**
 * Loads what is at an address, as `loadSession` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @returns `joined`, `absent` or `damaged`
 * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY when the home or `missions` is no
 *   directory, or is closed to its owner; ERR_FILE_READ when descriptors or memory ran out, which
 *   says nothing about the session
 * @example
 * const loaded = loadSessionSync(store, { missionId: 'demo', alias: 'bot' });
 */
export function loadSessionSync(store: SessionStore, address: Address): LoadedSession {
  return runSync(loading(store, address));
}

/**
 * Loads the session, and throws where there is none.
 *
 * @param store - of which home
 * @param address - which session
 * @returns the session
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, and what `loadSession` rejects with
 * @example
 * const { session } = await ensureJoined(store, 'demo');
 */
export function ensureJoined(store: SessionStore, address: Address): Promise<JoinedSession> {
  return runWaiting(() => ensuring(store, address));
}

/**
 * Loads the session, as `ensureJoined` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @returns the session
 * @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, and what `loadSession` rejects with
 * @example
 * const { session } = ensureJoinedSync(store, 'demo');
 */
export function ensureJoinedSync(store: SessionStore, address: Address): JoinedSession {
  return runSync(ensuring(store, address));
}

/**
 * Whether something is at an address, a session or not. Looks at the name only, in
 * directories that only this user and root can change.
 *
 * @param store - of which home
 * @param address - which session
 * @returns false only when nothing is there
 * @throws ERR_INVALID_ID; ERR_SESSION_DAMAGED when that cannot be found out; ERR_UNSAFE_FILE and
 *   ERR_UNUSABLE_DIRECTORY of a directory on the way
 * @example
 * if (await isJoined(store, 'demo')) return;
 */
export function isJoined(store: SessionStore, address: Address): Promise<boolean> {
  return runWaiting(() => asking(store, address));
}

/**
 * Whether something is at an address, as `isJoined`; blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param address - which session
 * @returns false only when nothing is there
 * @throws ERR_INVALID_ID; ERR_SESSION_DAMAGED when that cannot be found out; ERR_UNSAFE_FILE and
 *   ERR_UNUSABLE_DIRECTORY of a directory on the way
 * @example
 * if (isJoinedSync(store, 'demo')) return;
 */
export function isJoinedSync(store: SessionStore, address: Address): boolean {
  return runSync(asking(store, address));
}

/**
 * Lists every session of the home by mission and alias; damaged and unsafe ones among them. An `as`
 * that is a link, or no directory, is an entry of its own, marked with `aliases`.
 *
 * @param store - of which home
 * @returns the sessions, sorted by mission, each mission's owner first
 * @throws ERR_FILE_READ when the missions cannot be listed; ERR_UNSAFE_FILE and
 *   ERR_UNUSABLE_DIRECTORY of the home and of `missions`
 * @example
 * for (const { address, loaded } of await listSessions(store)) show(address, loaded);
 */
export function listSessions(store: SessionStore): Promise<readonly ListedSession[]> {
  return runWaiting(() => listing(store));
}

/**
 * Lists every session of the home, as `listSessions` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @returns the sessions, sorted by mission, each mission's owner first
 * @throws ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const sessions = listSessionsSync(store);
 */
export function listSessionsSync(store: SessionStore): readonly ListedSession[] {
  return runSync(listing(store));
}

/**
 * Lists every session of one mission: what `listSessions` gives for it.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the owner's session first, then those of the aliases, sorted; none when nobody is joined
 * @throws ERR_INVALID_ID, and what `listSessions` rejects with
 * @example
 * const participants = await listMission(store, 'demo');
 */
export function listMission(
  store: SessionStore,
  missionId: string,
): Promise<readonly ListedSession[]> {
  return runWaiting(() => listingMission(store, missionId));
}

/**
 * Lists every session of one mission, as `listMission` does, and blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the owner's session first, then those of the aliases, sorted; none when nobody is joined
 * @throws ERR_INVALID_ID, and what `listSessions` rejects with
 * @example
 * const participants = listMissionSync(store, 'demo');
 */
export function listMissionSync(store: SessionStore, missionId: string): readonly ListedSession[] {
  return runSync(listingMission(store, missionId));
}

/**
 * Finds the name under which a mission already has a directory, when it differs from this id by case
 * only: on a case-insensitive disk the two would be one directory.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the other name; undefined when there is none
 * @throws ERR_INVALID_ID, ERR_FILE_READ
 * @example
 * const existing = await caseVariantOf(store, 'Demo');
 */
export function caseVariantOf(store: SessionStore, missionId: string): Promise<string | undefined> {
  return runWaiting(() => findingVariant(store, missionId));
}

/**
 * Finds a name that differs by case only, as `caseVariantOf` does; blocks the thread meanwhile.
 *
 * @param store - of which home
 * @param missionId - the mission
 * @returns the other name; undefined when there is none
 * @throws ERR_INVALID_ID, ERR_FILE_READ
 * @example
 * const existing = caseVariantOfSync(store, 'Demo');
 */
export function caseVariantOfSync(store: SessionStore, missionId: string): string | undefined {
  return runSync(findingVariant(store, missionId));
}
