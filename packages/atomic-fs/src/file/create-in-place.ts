import { dirname } from 'node:path';
import { syncDirectory } from '../directory/sync-directory.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { open, unlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { type Content, fillAndClose } from './pending-file.ts';
import { syncParent } from './replace-file.ts';

/**
 * Creates a file under its own name, exclusively, and writes it there: where no other way leaves a
 * file alone that is there. False when the name is taken. On a failure the file is removed; when it
 * cannot be, the error names it as `orphan`.
 */
export function* createInPlace(path: string, content: Content): Operation<boolean> {
  const fd = yield* openNew(path, content.mode);
  if (fd === undefined) return false;
  try {
    yield* fillAndClose(fd, path, content);
  } catch (error) {
    throw yield* takeBack(path, error);
  }
  if (content.durability === 'full') yield* syncParent(path);
  return true;
}

function* openNew(path: string, mode: number): Operation<number | undefined> {
  try {
    return yield* open(path, 'create', mode);
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return undefined;
    throw new AtomicWriteError({ path, step: 'create', outcome: 'unchanged', cause });
  }
}

/** A part of a file must not come back after a power failure, so its removal is synced. */
function* takeBack(path: string, error: unknown): Operation<unknown> {
  try {
    yield* unlink(path);
    yield* syncDirectory(dirname(path));
    return error;
  } catch {
    if (!(error instanceof AtomicWriteError)) return error;
    return new AtomicWriteError({ ...error, orphan: path, cause: error.cause });
  }
}
