import { closeParent, openParent, type Parent, syncChangedName } from '../directory/parent.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { link } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { forgetOldLinks } from '../read/hard-links.ts';
import { contentOf, type WriteOptions } from './content.ts';
import { createInPlace } from './create-in-place.ts';
import { type Content, discard, dropPending, stage } from './pending-file.ts';
import { inspect } from './replace-file.ts';
import { inTurn } from './write-in-turn.ts';
import { writePath } from './write-path.ts';

/**
 * Creates a file, complete from the moment its name appears. Of several creators at once exactly
 * one gets true; a file that is there stays as it is. Durable like `replaceFile`.
 *
 * On a file system without hard links the file is written in its place instead: it is durable when
 * this has returned all the same, but until then readers can see a part of it, and a crash can
 * leave a part, which counts as there from then on.
 *
 * @param path - where the file is to be
 * @param data - its whole content; a string is written as UTF-8
 * @param options - the permission bits, default 0600; whether a link is followed and missing
 *   directories made, default no; and how durable the write is, default `full`
 * @returns false, and nothing changed, when the name is taken
 * @throws ERR_ATOMIC_WRITE when a step failed, and `outcome` says whether the file is there;
 *   ERR_NOT_REGULAR_FILE when something else has the name
 * @example
 * const isFirst = yield* createFile('/home/me/.tool/id', id);
 */
export function* createFile(
  path: string,
  data: string | Uint8Array,
  options?: WriteOptions,
): Operation<boolean> {
  const content = contentOf(data, options);
  return yield* inTurn(path, function* () {
    return yield* create(yield* writePath(path, options), content);
  });
}

function* create(path: string, content: Content): Operation<boolean> {
  if ((yield* inspect(path)) !== undefined) return false;
  const pending = yield* stage(path, content);
  const published = yield* publish(pending, path, content);
  if (published === 'taken') return false;
  if (published === 'no-links') return yield* createInPlace(path, content);
  const left = yield* dropPending(pending);
  if (left === undefined) yield* forgetOldLinks(path);
  const orphan = left === undefined ? {} : { orphan: pending };
  yield* syncChangedName(published.parent, path, orphan);
  if (left === undefined) return true;
  const outcome = 'changed-not-durable';
  throw new AtomicWriteError({ path, step: 'unlink', outcome, ...orphan, cause: left.cause });
}

/** What link answers on a file system without hard links (link(2), and what FUSE drivers use). */
const noLinks: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
]);

interface Published {
  readonly parent: Parent;
}

/** Gives the finished file its name; where that cannot be, the pending file is removed. */
function* publish(
  pending: string,
  path: string,
  { durability }: Content,
): Operation<Published | 'taken' | 'no-links'> {
  let parent: Parent;
  try {
    parent = yield* openParent(path, durability);
    yield* asStep(link(pending, path), { path, step: 'link' });
    return { parent };
  } catch (failed) {
    yield* closeParent(parent);
    const reported = yield* discard(pending, failed);
    if (reported !== failed) throw reported;
    const errno = linkErrno(failed);
    if (errno === 'EEXIST') return 'taken';
    if (noLinks.has(errno)) return 'no-links';
    throw failed;
  }
}

function linkErrno(failed: unknown): string | undefined {
  const isLink = failed instanceof AtomicWriteError && failed.step === 'link';
  return isLink ? errnoOf(failed.cause) : undefined;
}
