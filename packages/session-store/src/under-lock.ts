import { dirname } from 'node:path';
import { type Operation, underLockOf } from '@missionctl/atomic-fs/operations';
import { lockFileIn } from './address.ts';
import { SessionConflictError } from './errors.ts';
import type { SessionFile } from './session-file.ts';

/** Each takes a few milliseconds, and a Python CLI writes once in its life. */
const mostAttempts = 10;

/**
 * Runs `body` under the session's lock, its orphaned temp files swept. It runs again, on what is
 * there then, when a writer that takes no lock came in between its reading and its rename.
 *
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_SESSION_CONFLICT after ten attempts
 */
export function* underLock<T>(
  { path, lockTimeoutMs: timeoutMs }: SessionFile,
  body: (attempt: number) => Operation<T>,
): Operation<T> {
  const lockPath = lockFileIn(dirname(path));
  return yield* underLockOf(path, { lockPath, timeoutMs }, function* () {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return yield* body(attempt);
      } catch (error) {
        if (!(error instanceof SessionConflictError) || attempt === mostAttempts) throw error;
      }
    }
  });
}
