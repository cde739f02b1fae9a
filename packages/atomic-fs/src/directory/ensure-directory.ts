import { dirname } from 'node:path';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat, open } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { inTurn } from '../write/write-in-turn.ts';
import { makeNewDirectory } from './new-directory.ts';
import { openParent, orClose, type Parent, syncChangedName } from './parent.ts';
import { closeQuietly, syncDirectory } from './sync-directory.ts';

/** How a directory is created. */
export interface DirectoryOptions {
  /**
   * The permission bits of each directory that is created, exact whatever the umask, and the
   * set-group-id bit that it inherits; default 0o700.
   */
  readonly mode?: number | undefined;
}

/**
 * Creates what is missing of a path, top down, each new name synced in its parent before the next
 * is made. The deepest directory that was there already is synced in its parent as well: whoever
 * made it may have been killed before that, and then it is the only one whose name is not durable.
 * A failure leaves the directories that were made until then.
 *
 * @param path - where the directory is to be
 * @param options - the permission bits of each directory that is created; default 0700
 * @throws ERR_ATOMIC_WRITE when a step failed, also when something else has one of the names
 * @example
 * yield* ensureDirectory('/home/me/.tool/cache');
 */
export function* ensureDirectory(
  path: string,
  { mode = 0o700 }: DirectoryOptions = {},
): Operation<void> {
  yield* inTurn(path, () => ensure(path, mode));
}

function* ensure(path: string, mode: number): Operation<void> {
  const missing: string[] = [];
  let existing = path;
  while (!(yield* isDirectory(existing))) {
    missing.push(existing);
    existing = dirname(existing);
  }
  yield* syncNameOfExisting(existing);
  for (const directory of missing.reverse()) yield* makeDirectory(directory, mode);
}

function* makeDirectory(path: string, mode: number): Operation<void> {
  const parent = yield* openParent(path, 'full');
  yield* orClose(parent, makeUnlessThere(path, mode, parent));
  yield* syncChangedName(parent, path);
}

function* makeUnlessThere(path: string, mode: number, parent: Parent): Operation<void> {
  if ((yield* makeNewDirectory(path, mode, parent)) || (yield* isDirectory(path))) return;
  const cause = new Error('its name was taken a moment ago');
  throw new AtomicWriteError({ path, step: 'mkdir', outcome: 'unchanged', cause });
}

function* isDirectory(path: string): Operation<boolean> {
  const facts = yield* asStep(lstat(path), { path, step: 'inspect' });
  if (facts === undefined) return false;
  if (facts.kind === 'directory') return true;
  if (facts.kind !== 'symlink') {
    const cause = new Error(`a ${facts.kind} is in the way`);
    throw new AtomicWriteError({ path, step: 'mkdir', outcome: 'unchanged', cause });
  }
  // A home may well be reached through a link; the kernel answers whether it leads to a directory.
  yield* closeQuietly(yield* asStep(open(path, 'directory', 0), { path, step: 'inspect' }));
  return true;
}

/** Only where we may: the parent of a home often cannot be opened by its user, nor need it be. */
function* syncNameOfExisting(path: string): Operation<void> {
  try {
    yield* syncDirectory(dirname(path));
  } catch (cause) {
    const errno = errnoOf(cause);
    if (errno === 'EACCES' || errno === 'EPERM') return;
    throw new AtomicWriteError({ path, step: 'sync-directory', outcome: 'unchanged', cause });
  }
}
