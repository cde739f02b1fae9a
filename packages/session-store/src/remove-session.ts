import { moveAside, type Operation, removeFile } from '@missionctl/atomic-fs/operations';
import { quarantineName, timestampFromMs } from '@missionctl/session-model';
import { readSession } from './read-session.ts';
import { isThere, type SessionFile } from './session-file.ts';
import type { Clock } from './store-settings.ts';
import { underLock } from './under-lock.ts';

/** Removes a session file, whatever is in it. See `remove` of the store. */
export function* removeSession(file: SessionFile): Operation<boolean> {
  if (!(yield* isThere(file))) return false;
  return yield* underLock(file, () => removeFile(file.path));
}

/**
 * Moves a damaged session aside, under a name that tells when; its path, or undefined when what
 * is there is no damaged session. Judged under the lock, so that a session that another process
 * has just repaired stays.
 */
export function* quarantineSession(file: SessionFile, clock: Clock): Operation<string | undefined> {
  if (!(yield* isThere(file))) return undefined;
  return yield* underLock(file, function* () {
    const found = yield* readSession({ ...file, tighten: false });
    if (found.status !== 'damaged') return undefined;
    const aside = quarantineName(file.path, timestampFromMs(clock()));
    yield* moveAside(file.path, aside);
    return aside;
  });
}
