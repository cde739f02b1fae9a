import { closeLock } from '../operation/effects.ts';
import type { LockConnection, Operation } from '../operation/system.ts';

/**
 * Closing frees the lock even where it fails, and must not turn a finished write into a failure.
 */
export function* disconnect(path: string, connection: LockConnection): Operation<void> {
  try {
    yield* closeLock(path, connection);
  } catch {
    // The descriptor is gone either way, and the kernel's lock with it.
  }
}
