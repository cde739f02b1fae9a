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

export interface ReplaceOptions extends WriteOptions {
  /**
   * Runs as late as can be: the new content is staged, and the rename comes next. Throws to have
   * the staged file discarded and the path left unchanged.
   */
  readonly beforeRename?: () => Operation<void>;
}

/** Replaces the content of `path`, or creates it. See `replaceFile` of the package. */
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

/** What is at the path: a regular file of one name, or nothing. Anything else is refused. */
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

/** The step after the change: its failure no longer takes the change back. */
export function* syncParent(path: string, left: { orphan?: string } = {}): Operation<void> {
  const step = { path, step: 'sync-directory', outcome: 'changed-not-durable', ...left } as const;
  yield* asStep(syncDirectory(dirname(path)), step);
}
