import { runSync } from '@missionctl/atomic-fs/operations';
import type { LockWait, Wait } from '@missionctl/state-file';
import { runWaiting } from '@missionctl/state-file/operations';
import type { Presence } from '../entry/presence.ts';
import { changePresence as changing, removePresence as removing } from './change-presence.ts';
import type { HomeRoster } from './home-roster.ts';
import { type RosterSelection, type RosterView, readRoster as reading } from './read-roster.ts';

/**
 * Reads what every participant of a mission recorded, and the claims. Takes no lock and creates
 * nothing. Whatever cannot be read is a fault of its own, and hides nothing else.
 *
 * @param roster - the roster
 * @param selection - which claims; default: every one
 * @returns presences, claims, and what could not be read
 * @throws ERR_FILE_READ when descriptors or memory ran out, which says nothing about the files
 * @example
 * const { presences, claims, faults } = await readRoster(roster);
 */
export function readRoster(
  roster: HomeRoster,
  selection: RosterSelection = {},
): Promise<RosterView> {
  return runWaiting(() => reading(roster, selection));
}

/**
 * As `readRoster`, and blocks the thread meanwhile.
 *
 * @param roster - the roster
 * @param selection - which claims; default: every one
 * @returns presences, claims, and what could not be read
 * @throws ERR_FILE_READ when descriptors or memory ran out, which says nothing about the files
 * @example
 * const { presences, claims, faults } = readRosterSync(roster);
 */
export function readRosterSync(roster: HomeRoster, selection: RosterSelection = {}): RosterView {
  return runSync(reading(roster, selection));
}

/**
 * Changes what a participant recorded of itself. Where the change returns the very object that it got,
 * nothing is written and no lock is taken.
 *
 * @param roster - the roster
 * @param participantId - whose; only its own processes do this
 * @param change - makes what is to be recorded of what is, synchronously; may run more than once
 * @param options - how long to wait for the lock, and the signal that ends it
 * @returns what is recorded now; undefined for nothing
 * @throws ERR_STATE_DAMAGED, ERR_INVALID_ID, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...)
 * @example
 * const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };
 * await changePresence(roster, me, (before = nowhere) => ({ ...before, ended: now }));
 */
export function changePresence(
  roster: HomeRoster,
  participantId: string,
  change: (presence: Presence | undefined) => Presence | undefined,
  options: Wait = {},
): Promise<Presence | undefined> {
  return runWaiting(() => changing(roster, participantId, change, options), options);
}

/**
 * As `changePresence`, and blocks the thread meanwhile.
 *
 * @param roster - the roster
 * @param participantId - whose; only its own processes do this
 * @param change - makes what is to be recorded of what is; may run more than once
 * @param options - how long to wait for the lock
 * @returns what is recorded now; undefined for nothing
 * @throws ERR_STATE_DAMAGED, ERR_INVALID_ID, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...)
 * @example
 * const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };
 * changePresenceSync(roster, me, (before = nowhere) => ({ ...before, ended: now }));
 */
export function changePresenceSync(
  roster: HomeRoster,
  participantId: string,
  change: (presence: Presence | undefined) => Presence | undefined,
  options: LockWait = {},
): Presence | undefined {
  return runSync(changing(roster, participantId, change, options));
}

/**
 * Removes what a participant recorded of itself: it has left, or is gone.
 *
 * @param roster - the roster
 * @param participantId - whose
 * @param options - how long to wait for the lock, and the signal that ends it
 * @returns false when nothing was there
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * await removePresence(roster, participantId);
 */
export function removePresence(
  roster: HomeRoster,
  participantId: string,
  options: Wait = {},
): Promise<boolean> {
  return runWaiting(() => removing(roster, participantId, options), options);
}

/**
 * As `removePresence`, and blocks the thread meanwhile.
 *
 * @param roster - the roster
 * @param participantId - whose
 * @param options - how long to wait for the lock
 * @returns false when nothing was there
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * removePresenceSync(roster, participantId);
 */
export function removePresenceSync(
  roster: HomeRoster,
  participantId: string,
  options: LockWait = {},
): boolean {
  return runSync(removing(roster, participantId, options));
}
