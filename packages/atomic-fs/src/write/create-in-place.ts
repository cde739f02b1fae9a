import {
  closeParent,
  openParent,
  orClose,
  type Parent,
  syncChangedName,
} from '../directory/parent.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { fsync, open, unlink } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { type Content, fillAndClose } from './pending-file.ts';

/**
 * Creates a file under its own name, exclusively, and writes it there: where no other way leaves a
 * file alone that is there. False when the name is taken. On a failure the file is removed; when it
 * cannot be, the error names it as `orphan`.
 */
export function* createInPlace(path: string, content: Content): Operation<boolean> {
  const parent = yield* openParent(path, content.durability);
  const created = yield* orClose(parent, createAndFill(path, content, parent));
  if (created) yield* syncChangedName(parent, path);
  else yield* closeParent(parent);
  return created;
}

function* createAndFill(path: string, content: Content, parent: Parent): Operation<boolean> {
  const fd = yield* openNew(path, content.mode);
  if (fd === undefined) return false;
  try {
    yield* fillAndClose(fd, path, content);
    return true;
  } catch (error) {
    throw yield* takeBack(path, parent, error);
  }
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
function* takeBack(path: string, parent: Parent, error: unknown): Operation<unknown> {
  try {
    yield* unlink(path);
    if (parent !== undefined) yield* fsync(parent);
    return error;
  } catch {
    if (!(error instanceof AtomicWriteError)) return error;
    return new AtomicWriteError({ ...error, orphan: path, cause: error.cause });
  }
}
