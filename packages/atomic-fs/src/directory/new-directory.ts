import { AtomicWriteError, errnoOf } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { fchmod, fstat, fsync, host, lstat, mkdir, open, rmdir } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { orClose, type Parent } from './parent.ts';
import { closeQuietly } from './sync-directory.ts';

/**
 * Makes one directory with exactly this mode. False when something has the name already. Nothing is
 * ever changed by its path after it was made: bits that the umask took from group and others are set
 * through a descriptor of the new directory, and one whose owner lost bits is removed again, since
 * its owner may be unable to open it.
 *
 * @param parent - the open directory above it
 * @throws ERR_ATOMIC_WRITE; nothing is left, or `outcome` says that the directory is there
 */
export function* makeNewDirectory(path: string, mode: number, parent: Parent): Operation<boolean> {
  try {
    yield* mkdir(path, mode);
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false;
    throw new AtomicWriteError({ path, step: 'mkdir', outcome: 'unchanged', cause });
  }
  if (!(yield* host()).windows) yield* setModeOfNew(path, mode, parent);
  return true;
}

const ownerBits = 0o700;
/** Set-user-id, set-group-id and sticky: mkdir(2) lets a directory inherit the second. */
const inheritedBits = 0o7000;

function* setModeOfNew(path: string, mode: number, parent: Parent): Operation<void> {
  const outcome = 'changed-not-durable';
  const made = yield* asStep(lstat(path), { path, step: 'inspect', outcome });
  // Whoever took it away has made its mode no matter of ours.
  if (made === undefined) return;
  const wanted = mode | (made.mode & inheritedBits);
  if (made.mode === wanted) return;
  const fd = yield* orRemoved(path, parent, openWithMode(path, made, wanted));
  try {
    // A crash that kept the name and lost the mode would leave it closed to others.
    yield* asStep(fsync(fd), { path, step: 'sync', outcome });
  } finally {
    yield* closeQuietly(fd);
  }
}

/** Sets the mode through a descriptor; the descriptor. */
function* openWithMode(path: string, made: FileFacts, wanted: number): Operation<number> {
  const lost = wanted & ~made.mode & ownerBits;
  if (lost !== 0) throw new Error("the umask takes the owner's permissions away");
  const fd = yield* open(path, 'read', 0);
  return yield* orClose(fd, setMode(fd, made, wanted));
}

function* setMode(fd: number, made: FileFacts, wanted: number): Operation<number> {
  const opened = yield* fstat(fd);
  const { uid } = yield* host();
  const isOurs = uid === undefined || opened.uid === uid;
  const isSame = opened.inode === made.inode && opened.device === made.device;
  if (opened.kind !== 'directory' || !isOurs || !isSame) {
    throw new Error('another directory took its place');
  }
  yield* fchmod(fd, wanted);
  return fd;
}

/**
 * A directory that cannot have its mode is removed again, which a power failure must not undo: when
 * that cannot be made sure of, the error names it as `orphan`.
 */
function* orRemoved<T>(path: string, parent: Parent, change: Operation<T>): Operation<T> {
  try {
    return yield* change;
  } catch (cause) {
    const outcome = 'changed-not-durable';
    yield* asStep(rmdir(path), { path, step: 'mkdir', outcome });
    const orphan = (yield* isSynced(parent)) ? {} : { orphan: path };
    throw new AtomicWriteError({ path, step: 'mkdir', outcome: 'unchanged', ...orphan, cause });
  }
}

function* isSynced(parent: Parent): Operation<boolean> {
  try {
    if (parent !== undefined) yield* fsync(parent);
    return true;
  } catch {
    return false;
  }
}
