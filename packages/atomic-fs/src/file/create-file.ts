import { AtomicWriteError, errnoOf } from '../errors.ts';
import { link } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { contentOf, type Data, type WriteOptions } from './content.ts';
import { discard, dropPending, stage } from './pending-file.ts';
import { inspect, syncParent } from './replace-file.ts';

/**
 * Creates a file, complete from the moment its name appears. Of several creators at once exactly
 * one gets true; a file that is there stays as it is. Durable like `replaceFile`.
 *
 * @param path - where the file is to be
 * @param data - its whole content; a string is written as UTF-8
 * @param options - the permission bits, default 0600, and how durable the write is, default `full`
 * @returns false, and nothing changed, when the name is taken
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is there;
 *   ERR_NOT_REGULAR_FILE when something else has the name
 * @example
 * const isFirst = yield* createFile('/home/me/.tool/id', id);
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
    const reported = yield* discard(pending, failed);
    if (exists && reported === failed) return false;
    throw reported;
  }
}
