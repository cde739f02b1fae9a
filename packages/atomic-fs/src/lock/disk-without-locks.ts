import { LockUnavailableError } from '../errors.ts';
import { lockHolder, openLock, tryLock } from '../operation/effects.ts';
import type { LockConnection, Operation } from '../operation/system.ts';
import { disconnect } from './disconnect.ts';
import { withTemplate } from './lock-template.ts';

/**
 * Throws when a lock is busy only because the file system has no locks: SQLite answers that
 * (ENOLCK) as it answers a held lock. Where the kernel names a holder it is held. Else a lock is
 * tried on a file that nobody else knows; when that cannot be done, the lock counts as held.
 *
 * @throws ERR_LOCK_UNAVAILABLE
 */
export function* refuseDiskWithoutLocks(path: string): Operation<void> {
  if ((yield* lockHolder(path)) !== undefined) return;
  if (yield* isBusyForNobody(path)) throw new LockUnavailableError(path, 'no-locks');
}

function* isBusyForNobody(path: string): Operation<boolean> {
  try {
    return yield* withTemplate(path, isBusy);
  } catch {
    return false;
  }
}

function* isBusy(fresh: string): Operation<boolean> {
  const connection: LockConnection = yield* openLock(fresh);
  try {
    return !(yield* tryLock(fresh, connection));
  } finally {
    yield* disconnect(fresh, connection);
  }
}
