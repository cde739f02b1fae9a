import { basename } from 'node:path';
import { AtomicWriteError, errnoOf, LockUnavailableError, reasonOf } from '../errors.ts';
import { hasOtherName } from '../file/hard-links.ts';
import { dropPending, stage } from '../file/pending-file.ts';
import { host, link, lstat } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { takenPathBeside } from './paths-beside-lock.ts';

/**
 * Sees to it that a lock file is there: empty, regular, ours, and alone: nothing has a name beside
 * it that SQLite would use, which is looked at first, so that nothing is created then. It is
 * created under a pending name, closed, and only then published by link, so that no descriptor of a
 * published lock file is ever open here: closing one would drop this process's POSIX locks on it
 * (fcntl(2), "advisory record locking"). For the same reason only its name is checked, and it is
 * never deleted.
 */
export function* provideLockFile(path: string): Operation<void> {
  const takenPath = yield* asLockError(path, takenPathBeside(path));
  if (takenPath !== undefined) {
    const reason = `the name '${basename(takenPath)}' beside it is taken, and SQLite would use it`;
    throw new LockUnavailableError(path, reason, { takenPath });
  }
  let facts = yield* asLockError(path, lstat(path));
  if (facts === undefined) {
    yield* publishLockFile(path);
    facts = yield* asLockError(path, lstat(path));
  }
  if (facts === undefined) throw new LockUnavailableError(path, 'it vanished while it was created');
  const objection = yield* asLockError(path, objectionTo(path, facts));
  if (objection !== undefined) throw new LockUnavailableError(path, objection);
}

/** Nothing is synced: a lock matters while processes live, and a lost lock file is made anew. */
const emptyFile = { bytes: new Uint8Array(0), mode: 0o600, durability: 'atomic' } as const;

function* publishLockFile(path: string): Operation<void> {
  const pending = yield* createPending(path);
  try {
    yield* link(pending, path);
  } catch (cause) {
    // EEXIST: another was first. ENOENT: its holder swept our pending name. Both have published.
    if (errnoOf(cause) !== 'EEXIST' && errnoOf(cause) !== 'ENOENT') {
      throw new LockUnavailableError(path, `it cannot be published (${reasonOf(cause)})`, {
        cause,
      });
    }
  } finally {
    // An orphan of a lock file holds nothing, and the next holder sweeps it.
    yield* dropPending(pending);
  }
}

function* createPending(path: string): Operation<string> {
  try {
    return yield* stage(path, emptyFile);
  } catch (failed) {
    const cause = failed instanceof AtomicWriteError ? failed.cause : failed;
    throw new LockUnavailableError(path, `it cannot be created (${reasonOf(cause)})`, {
      cause: failed,
    });
  }
}

function* objectionTo(path: string, facts: FileFacts): Operation<string | undefined> {
  const { uid } = yield* host();
  if (facts.kind !== 'file') return `it is a ${facts.kind}`;
  if (uid !== undefined && facts.uid !== uid) return 'it belongs to another user';
  if (facts.size !== 0) return 'it is not empty';
  const shared = yield* hasOtherName(path, facts, () => lstat(path));
  return shared ? 'it has a second name' : undefined;
}

function* asLockError<T>(path: string, step: Operation<T>): Operation<T> {
  try {
    return yield* step;
  } catch (cause) {
    throw new LockUnavailableError(path, reasonOf(cause), { cause });
  }
}
