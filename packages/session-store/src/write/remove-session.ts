import { AtomicWriteError } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { quarantineName, timestampFromMs } from '@missionctl/session-model';
import {
  type LockWait,
  quarantineState,
  removeState,
  requireWait,
} from '@missionctl/state-file/operations';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import { type SessionStore, timeOf } from '../session-store.ts';

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
