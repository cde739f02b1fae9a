import { close, host, link, lstat, open, unlink } from './effects.ts';
import { errnoOf, LockUnavailableError, reasonOf } from './errors.ts';
import { hasPendingTwin } from './pending-twin.ts';
import type { FileFacts, Protocol } from './system.ts';
import { tempPathFor } from './temp-name.ts';

/**
 * Sees to it that a lock file is there: empty, regular, ours. It is created under a pending name,
 * closed, and only then published by link, so that no descriptor of a published lock file is ever
 * open here: closing one would drop this process's POSIX locks on it (fcntl(2), "advisory record
 * locking"). It is judged by its name alone for the same reason, and never deleted.
 */
export function* provideLockFile(path: string): Protocol<void> {
  let facts = yield* look(path);
  if (facts === undefined) {
    yield* publishLockFile(path);
    facts = yield* look(path);
  }
  if (facts === undefined) throw new LockUnavailableError(path, 'it vanished while it was created');
  const objection = yield* objectionTo(path, facts);
  if (objection !== undefined) throw new LockUnavailableError(path, objection);
}

function* look(path: string): Protocol<FileFacts | undefined> {
  try {
    return yield* lstat(path);
  } catch (cause) {
    throw new LockUnavailableError(path, reasonOf(cause), cause);
  }
}

function* publishLockFile(path: string): Protocol<void> {
  const pending = yield* tempPathFor(path);
  try {
    yield* close(yield* open(pending, 'create', 0o600));
  } catch (cause) {
    throw new LockUnavailableError(path, `it cannot be created (${reasonOf(cause)})`, cause);
  }
  try {
    yield* link(pending, path);
  } catch (cause) {
    // EEXIST: another was first. ENOENT: its holder swept our pending name. Both have published.
    if (errnoOf(cause) !== 'EEXIST' && errnoOf(cause) !== 'ENOENT') {
      throw new LockUnavailableError(path, `it cannot be published (${reasonOf(cause)})`, cause);
    }
  } finally {
    yield* dropPending(pending);
  }
}

/** An orphan of a lock file holds nothing, and the next holder sweeps it. */
function* dropPending(pending: string): Protocol<void> {
  try {
    yield* unlink(pending);
  } catch {
    // Swept already, or an orphan.
  }
}

function* objectionTo(path: string, facts: FileFacts): Protocol<string | undefined> {
  const { uid } = yield* host();
  if (facts.kind !== 'file') return `it is a ${facts.kind}`;
  if (uid !== undefined && facts.uid !== uid) return 'it belongs to another user';
  if (facts.size !== 0) return 'it is not empty';
  if (facts.links === 1 || (yield* hasPendingTwin(path, facts))) return undefined;
  // Between the two looks a creator may have unlinked its pending name.
  const again = yield* look(path);
  return again?.links === 1 ? undefined : 'it has a second name';
}
