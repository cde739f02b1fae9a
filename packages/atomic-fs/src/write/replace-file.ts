import { dirname } from 'node:path';
import { closeParent, openParent, type Parent, syncChangedName } from '../directory/parent.ts';
import { syncDirectory } from '../directory/sync-directory.ts';
import { NotRegularFileError } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { irregularKind } from '../read/regular-file.ts';
import { contentOf, type WriteOptions } from './content.ts';
import { discard, stage } from './pending-file.ts';
import { renameOver } from './rename-over.ts';
import { inTurn } from './write-in-turn.ts';
import { writePath } from './write-path.ts';

/** How a file is replaced by an operation. */
export interface ReplaceOptions extends WriteOptions {
  /**
   * Runs after the new content is staged, right before the rename. When it throws, the staged file
   * is removed, the path is left unchanged, and the error is passed on. Default: nothing.
   */
  readonly beforeRename?: (() => Operation<void>) | undefined;
}

/**
 * Replaces the content of a file, or creates it. Readers see the old content or the new, whole, at
 * every moment and after any crash; when it has returned, the new one survives a power failure. A
 * failure says in `outcome` which of the two is there, and leaves no pending file behind, or names
 * it in `orphan`.
 *
 * @param path - where the file is; it must be a regular file of one name, or nothing
 * @param data - the whole new content; a string is written as UTF-8
 * @param options - the permission bits, default 0600; whether the owner is kept, a link followed and
 *   missing directories made, default no; how durable the write is, default `full`; and an operation
 *   that runs just before the rename, and may throw to stop it
 * @throws ERR_ATOMIC_WRITE when a step failed; ERR_NOT_REGULAR_FILE when something else is at the
 *   path, which stays; and what `beforeRename` throws
 * @example
 * yield* replaceFile('/home/me/.tool/state.json', '{}');
 */
export function* replaceFile(
  path: string,
  data: string | Uint8Array,
  options: ReplaceOptions = {},
): Operation<void> {
  yield* inTurn(path, function* () {
    const target = yield* writePath(path, options);
    const content = contentOf(data, options, yield* inspect(target));
    const pending = yield* stage(target, content);
    const parent = yield* publish(pending, target, options);
    yield* syncChangedName(parent, target);
  });
}

/** Gives the finished file its name; on a failure the pending file is removed. */
function* publish(
  pending: string,
  path: string,
  { durability = 'full', beforeRename }: ReplaceOptions,
): Operation<Parent> {
  let parent: Parent;
  try {
    parent = yield* openParent(path, durability);
    if (beforeRename !== undefined) yield* beforeRename();
    yield* asStep(renameOver(pending, path), { path, step: 'rename' });
    return parent;
  } catch (error) {
    yield* closeParent(parent);
    throw yield* discard(pending, error);
  }
}

/**
 * The facts of the regular file at the path; undefined when nothing is there. Refuses anything
 * else.
 */
export function* inspect(path: string): Operation<FileFacts | undefined> {
  const facts = yield* asStep(lstat(path), { path, step: 'inspect' });
  if (facts === undefined) return undefined;
  const kind = yield* asStep(
    irregularKind(path, facts, () => lstat(path)),
    {
      path,
      step: 'inspect',
    },
  );
  if (kind !== undefined) throw new NotRegularFileError(path, kind);
  return facts;
}

/**
 * Makes a name durable that another process may have given or taken, and was killed before it synced
 * it. Nothing is changed, so that a failure says so.
 *
 * @param path - the path whose name is as it should be; the directory above it is synced
 * @throws ERR_ATOMIC_WRITE with the outcome `unchanged`
 * @example
 * yield* syncEarlierChange('/home/me/.tool/state.json');
 */
export function* syncEarlierChange(path: string): Operation<void> {
  yield* asStep(syncDirectory(dirname(path)), { path, step: 'sync-directory' });
}
