import { AtomicWriteError } from '@missionctl/atomic-fs';
import { effects, type Operation, removeFile } from '@missionctl/atomic-fs/operations';
import { quarantineName, timestampFromMs } from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  quarantineState,
  removeState,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { type LoadedSession, loadSession } from '../read/load-session.ts';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import { type SessionStore, timeOf } from '../session-store.ts';
import { unlessPlaceGone } from './unless-place-gone.ts';

/**
 * Removes a session, durably, whatever is in the file.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns false when there was none
 * @throws what `updateSession` throws: ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT and the others
 * @example
 * const wasThere = yield* removeSession(store, 'demo');
 */
export function* removeSession(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<boolean> {
  const parsed = parseAddress(address);
  return yield* asSessionErrors(parsed, removeState(sessionFile(store, parsed), options));
}

/**
 * Removes a session if a condition holds, which is asked under the session's lock: whoever uses the
 * session meanwhile waits, and finds it gone or untouched.
 *
 * @param store - of which home
 * @param address - which session
 * @param condition - whether what is there now is to be removed
 * @param options - how long to wait for the lock
 * @returns false when there was none, or it stays
 * @throws what `removeSession` throws, and what the condition throws
 * @example
 * const isOld = function* (found) {
 *   return found.status === 'joined' && found.session.lastActivityAt < '2026';
 * };
 * yield* removeSessionIf(store, { missionId: 'demo', alias: 'bot' }, isOld);
 */
export function* removeSessionIf(
  store: SessionStore,
  address: Address,
  condition: (found: LoadedSession) => Operation<boolean>,
  options: LockWait = {},
): Operation<boolean> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const warnings = yield* file.guard('write');
  // Taking the lock would create a lock file beside nothing.
  if (!(yield* asSessionErrors(parsed, isPresent(file.path)))) return false;
  const removing = withLockedState(file, { ...options, warnings }, function* () {
    const isRemoved = yield* condition(yield* loadSession(store, parsed));
    return isRemoved && (yield* removeFile(file.path));
  });
  const isGone = (): Operation<boolean> => effects.invoke(() => false);
  return yield* asSessionErrors(parsed, unlessPlaceGone(removing, isGone));
}

/**
 * Moves a damaged session file aside, and never deletes it.
 *
 * @param store - of which home
 * @param address - which session
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged session
 * @throws ERR_ATOMIC_WRITE, with the new path where `outcome` says that it was moved all the same;
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_INVALID_ID
 * @example
 * const aside = yield* quarantineSession(store, 'demo');
 */
export function* quarantineSession(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<string | undefined> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  requireWait(options);
  const to = quarantineName(file.path, timestampFromMs(yield* timeOf(store)));
  try {
    return yield* asSessionErrors(parsed, quarantineState(file, { ...options, to }));
  } catch (error) {
    throw wasMoved(error)
      ? new AtomicWriteError({ ...error, path: to, cause: error.cause })
      : error;
  }
}

/** Whether a file is at its new path although moving it failed: nobody else could say where that is. */
function wasMoved(error: unknown): error is AtomicWriteError {
  return error instanceof AtomicWriteError && error.outcome === 'changed-not-durable';
}
