import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation, removeLock } from '@missionctl/atomic-fs/operations';
import { participantDirectory, sessionLockPath } from '@missionctl/session-model';
import { isPresent, type LockWait, requireWait } from '@missionctl/state-file/operations';
import { type Address, parseAddress } from '../session-address.ts';
import { sessionFile } from '../session-file.ts';
import type { SessionStore } from '../session-store.ts';

/**
 * Removes the lock file and the directory of an alias that has no session, for one who will not come back
 * under that name. What else is there stays, and with it the directory.
 *
 * @param store - of which home
 * @param address - whose; the owner's directory is the mission's, and stays
 * @param options - how long to wait for the lock
 * @returns whether the directory is gone
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_UNSAFE_FILE, ERR_INVALID_ID; what the system says when a
 *   name cannot be removed
 * @example
 * yield* removePlace(store, { missionId: 'demo', alias: 'claude-0a1b2c3d' });
 */
export function* removePlace(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<boolean> {
  const parsed = parseAddress(address);
  requireWait(options);
  if (parsed.alias === undefined) return false;
  const file = sessionFile(store, parsed);
  yield* file.guard('write');
  const isUnused = function* (): Operation<boolean> {
    return !(yield* isPresent(file.path));
  };
  yield* removeLock(sessionLockPath(store.home, parsed), options, isUnused);
  return yield* removeIfEmpty(participantDirectory(store.home, parsed));
}

const stays: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST']);

function* removeIfEmpty(directory: string): Operation<boolean> {
  try {
    yield* effects.rmdir(directory);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true;
    if (stays.has(errnoOf(error))) return false;
    throw error;
  }
}
