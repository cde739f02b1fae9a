import { dirname } from 'node:path';
import { syncDirectory } from '../directory/sync-directory.ts';
import { NotRegularFileError } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { contentOf, type Data, type WriteOptions } from './content.ts';
import { discard, stage } from './pending-file.ts';
import { irregularKind } from './regular-file.ts';
import { renameOver } from './rename-over.ts';

/** How a file is replaced by the operation `replaceFile`. */
export interface ReplaceOptions extends WriteOptions {
  /**
   * Runs after the new content is staged, right before the rename. When it throws, the staged file
   * is removed, the path is left unchanged, and the error is passed on. Default: nothing.
   */
  readonly beforeRename?: (() => Operation<void>) | undefined;
}

/**
 * Replaces the content of a file, or creates the file: a reader sees the old content or the new
 * one, whole, at every moment and after any crash. The operation behind `replaceFile` and
 * `replaceFileSync` of the package.
 *
 * @param path - the file. Its directory must exist.
 * @param data - the whole new content.
 * @param options - mode, durability, and a last check before the rename.
 * @throws ERR_ATOMIC_WRITE when a step failed (`outcome` says what is there); ERR_NOT_REGULAR_FILE
 *   when the path is anything but a regular file with one name; whatever `beforeRename` throws
 * @example
 * yield* replaceFile('/home/me/.tool/state.json', '{}');
 */
export function* replaceFile(
  path: string,
  data: Data,
  options: ReplaceOptions = {},
): Operation<void> {
  const content = contentOf(data, options);
  yield* inspect(path);
  const pending = yield* stage(path, content);
  try {
    if (options.beforeRename !== undefined) yield* options.beforeRename();
    yield* asStep(renameOver(pending, path), { path, step: 'rename' });
  } catch (error) {
    throw yield* discard(pending, error);
  }
  if (content.durability === 'full') yield* syncParent(path);
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
 * Syncs the directory of a path that has just been changed, so that the change survives a power
 * failure. The last step of every write: when it fails, the change is there and not durable.
 *
 * @param path - the path that was changed, not its directory.
 * @param left - the pending file that was left behind, to be named in the error.
 * @throws ERR_ATOMIC_WRITE, with `outcome: 'changed-not-durable'`
 * @example
 * yield* effects.unlink('/home/me/.tool/old.json');
 * yield* syncParent('/home/me/.tool/old.json');
 */
export function* syncParent(
  path: string,
  left: { readonly orphan?: string } = {},
): Operation<void> {
  const step = { path, step: 'sync-directory', outcome: 'changed-not-durable', ...left } as const;
  yield* asStep(syncDirectory(dirname(path)), step);
}
