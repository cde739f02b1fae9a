import { LockUnavailableError, type LockUnavailableReason, reasonOf } from '../errors.ts';
import { sqliteErrcode, templateGone } from '../node/lock/sqlite-errors.ts';
import { createLock, host, lstat, openLock } from '../operation/effects.ts';
import type { FileFacts, LockConnection, Operation } from '../operation/system.ts';
import { hasOtherName } from '../read/hard-links.ts';
import { disconnect } from './disconnect.ts';
import { refuseUnwritableDisk, withTemplate } from './lock-template.ts';
import { takenPathBeside } from './paths-beside-lock.ts';
import { unavailable } from './unavailable.ts';

/** A connection to a lock file, and which file that was when it was opened. */
export interface OpenedLock {
  /** The connection. */
  readonly connection: LockConnection;
  /** The facts of the file when it was opened. */
  readonly facts: FileFacts;
}

/** How often a lock file may be another one than a moment ago before it is given up. */
export const mostAttempts = 8;

/**
 * Opens a lock file, which is created if it is missing: empty, regular, ours, alone, and the same
 * file before and after it was opened. SQLite creates and opens it, and no descriptor of it is ever
 * open in `node:fs`: closing one would drop this process's POSIX locks on it (fcntl(2), "advisory
 * record locking"). For the same reason only its name is looked at; `removeLock` alone deletes it, by name.
 */
export function* openLockFile(path: string): Operation<OpenedLock> {
  for (let left = mostAttempts; left > 0; left -= 1) {
    const facts = yield* inspectLockFile(path);
    if (facts === undefined) {
      yield* createLockFile(path);
      continue;
    }
    const connection = yield* connect(path);
    if (connection === undefined) continue;
    const opened = yield* keepIfSame(path, { connection, facts });
    if (opened !== undefined) return opened;
  }
  throw new LockUnavailableError(path, 'unstable');
}

/**
 * Returns the opened lock while its path still leads to the file that was opened, and closes it
 * otherwise. SQLite follows a link that is planted between two looks, so only this look protects.
 */
export function* keepIfSame(path: string, opened: OpenedLock): Operation<OpenedLock | undefined> {
  let same = false;
  try {
    same = yield* leadsTo(path, opened.facts);
  } finally {
    if (!same) yield* disconnect(path, opened.connection);
  }
  return same ? opened : undefined;
}

function* leadsTo(path: string, { inode, device }: FileFacts): Operation<boolean> {
  const facts = yield* lookAt(path);
  if (facts?.inode !== inode || facts.device !== device) return false;
  return (yield* objectionTo(path, facts)) === undefined;
}

/** The facts of a lock file that is fit to be locked; undefined when there is none. */
function* inspectLockFile(path: string): Operation<FileFacts | undefined> {
  const facts = yield* lookAt(path);
  const objection = facts && (yield* objectionTo(path, facts));
  if (objection !== undefined) {
    throw new LockUnavailableError(path, objection, { kind: facts?.kind });
  }
  const takenPath = yield* orUnavailable(path, takenPathBeside(path));
  if (takenPath !== undefined) throw new LockUnavailableError(path, 'name-taken', { takenPath });
  return facts;
}

function* objectionTo(
  path: string,
  facts: FileFacts,
): Operation<LockUnavailableReason | undefined> {
  const { uid } = yield* host();
  if (facts.kind !== 'file') return 'not-a-file';
  if (uid !== undefined && facts.uid !== uid) return 'not-ours';
  if (facts.size !== 0) return 'not-empty';
  // Versions before this one published a lock file by link, and had two names for a moment.
  const shared = yield* orUnavailable(
    path,
    hasOtherName(path, facts, () => lstat(path)),
  );
  return shared ? 'several-names' : undefined;
}

/** Has SQLite create the file; another process may be first. Windows knows no modes. */
function* createLockFile(path: string): Operation<void> {
  if ((yield* host()).windows) return yield* created(path, undefined);
  yield* withTemplate(path, (template) => created(path, template));
}

function* created(path: string, template: string | undefined): Operation<void> {
  try {
    yield* createLock(path, template);
  } catch (cause) {
    // A sweeper took the template, and the file may be there meanwhile.
    if (sqliteErrcode(cause) === templateGone) return;
    yield* refuseUnwritableDisk(path);
    throw unavailable(path, cause);
  }
}

/** Undefined when the file is gone: opening it creates nothing. */
function* connect(path: string): Operation<LockConnection | undefined> {
  try {
    return yield* openLock(path);
  } catch (cause) {
    if ((yield* lookAt(path)) === undefined) return undefined;
    throw unavailable(path, cause);
  }
}

function lookAt(path: string): Operation<FileFacts | undefined> {
  return orUnavailable(path, lstat(path));
}

function* orUnavailable<T>(path: string, look: Operation<T>): Operation<T> {
  try {
    return yield* look;
  } catch (cause) {
    throw new LockUnavailableError(path, 'cannot-open', { detail: reasonOf(cause, 'lock'), cause });
  }
}
