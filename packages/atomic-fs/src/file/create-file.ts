import { AtomicWriteError, errnoOf } from '../errors.ts';
import { link } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { contentOf, type Data, type WriteOptions } from './content.ts';
import { discard, dropPending, stage } from './pending-file.ts';
import { inspect, syncParent } from './replace-file.ts';

/**
 * Creates a file, unless its name is taken: complete from the moment its name appears, and durable.
 * The operation behind `createFile` and `createFileSync` of the package.
 *
 * @param path - the file to create. Its directory must exist.
 * @param data - the whole content.
 * @param options - the mode of the file, and how durable the write is.
 * @returns `true` when the file was created; `false` when a file was there, which is not changed
 * @throws ERR_ATOMIC_WRITE when a step failed; ERR_NOT_REGULAR_FILE when the name belongs to
 *   something other than a regular file with one name
 * @example
 * const created = yield* createFile('/home/me/.tool/token', 'secret');
 */
export function* createFile(path: string, data: Data, options?: WriteOptions): Operation<boolean> {
  const content = contentOf(data, options);
  if ((yield* inspect(path)) !== undefined) return false;
  const pending = yield* stage(path, content);
  if (!(yield* publish(pending, path))) return false;
  const left = yield* dropPending(pending);
  const orphan = left === undefined ? {} : { orphan: pending };
  if (content.durability === 'full') yield* syncParent(path, orphan);
  if (left === undefined) return true;
  const outcome = 'changed-not-durable';
  throw new AtomicWriteError({ path, step: 'unlink', outcome, ...orphan, cause: left.cause });
}

/** Gives the finished file its name; false when another file has it already. */
function* publish(pending: string, path: string): Operation<boolean> {
  try {
    yield* link(pending, path);
    return true;
  } catch (cause) {
    const exists = errnoOf(cause) === 'EEXIST';
    const failed = new AtomicWriteError({ path, step: 'link', outcome: 'unchanged', cause });
    const error = yield* discard(pending, failed);
    if (exists && error === failed) return false;
    throw error;
  }
}
