import { AtomicWriteError, errnoOf } from '../errors.ts';
import { link } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { contentOf, type Data, type WriteOptions } from './content.ts';
import { discard, dropPending, stage } from './pending-file.ts';
import { inspect, syncParent } from './replace-file.ts';

/** Creates `path`, complete at once, unless it is there. See `createFile` of the package. */
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
