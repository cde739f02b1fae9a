import { effects, type Operation, removeLock } from '@missionctl/atomic-fs/operations';
import { quarantineName, type Timestamp } from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  quarantineState,
  readState,
  removeState,
  updateState,
} from '@missionctl/state-file/operations';
import type { Presence } from '../entry/presence.ts';
import { type HomeRoster, presenceFile } from './home-roster.ts';

/** How a presence is changed by an operation. */
export interface PresenceChange extends LockWait {
  /**
   * The time, which the name of a record tells that is moved aside because it is no JSON: what a power
   * failure leaves of one that was not durable. Default: such a record is a fault.
   */
  readonly at?: Timestamp | undefined;
}

/**
 * Changes what a participant recorded of itself. Where the change returns the very object that it got,
 * nothing is written and no lock is taken: most commands change nothing.
 *
 * @param roster - the roster
 * @param participantId - whose; only its own processes do this
 * @param change - makes what is to be recorded of what is; may run more than once
 * @param options - how long to wait for the lock, and the time, where a damaged record is moved aside
 * @returns what is recorded now
 * @throws ERR_STATE_DAMAGED, ERR_INVALID_ID, and what a write throws (ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_UNSAFE_FILE ...)
 * @example
 * yield* changePresence(roster, me, (presence = nowhere) => ({ ...presence, ended: now }));
 */
export function* changePresence(
  roster: HomeRoster,
  participantId: string,
  change: (presence: Presence | undefined) => Presence | undefined,
  options: PresenceChange = {},
): Operation<Presence | undefined> {
  const { at, ...wait } = options;
  const file = presenceFile(roster, participantId);
  const found = yield* readState(file);
  if (found.status !== 'damaged' && change(found.value) === found.value) return found.value;
  if (found.status === 'damaged' && found.fault === 'unparseable' && at !== undefined) {
    yield* quarantineState(file, { to: quarantineName(file.path, at), ...wait });
  }
  const updated = yield* updateState(
    file,
    (presence) =>
      effects.invoke(() => {
        const next = change(presence);
        return next === presence ? undefined : next;
      }),
    wait,
  );
  return updated.value;
}

/**
 * Removes what a participant recorded of itself: it has left, or is gone.
 *
 * @param roster - the roster
 * @param participantId - whose
 * @param options - how long to wait for the lock
 * @returns false when nothing was there
 * @throws ERR_INVALID_ID, and what a removal throws (ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT ...)
 * @example
 * yield* removePresence(roster, participantId);
 */
export function* removePresence(
  roster: HomeRoster,
  participantId: string,
  options: LockWait = {},
): Operation<boolean> {
  return yield* removeState(presenceFile(roster, participantId), options);
}

/**
 * Removes the lock file of a presence that was removed, of one who will not come back.
 *
 * @param roster - the roster
 * @param participantId - whose
 * @param options - how long to wait for the lock
 * @returns false when nothing was there, or the presence is
 * @throws ERR_INVALID_ID, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; what
 *   the system says when the name cannot be removed
 * @example
 * yield* removePresenceLock(roster, participantId);
 */
export function* removePresenceLock(
  roster: HomeRoster,
  participantId: string,
  options: LockWait = {},
): Operation<boolean> {
  const file = presenceFile(roster, participantId);
  yield* file.guard('write');
  return yield* removeLock(file.lockPath, options, function* () {
    return !(yield* isPresent(file.path));
  });
}
