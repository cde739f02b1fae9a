import { attempt } from './attempt.ts';
import { lstat } from './effects.ts';
import { AtomicWriteError } from './errors.ts';
import { renameOver } from './rename-over.ts';
import { syncParent } from './replace-file.ts';
import type { Operation } from './system.ts';

/**
 * Gives whatever is at `path` another name in the same directory, durably, and never replaces
 * what has that name. Only under a lock that all who use such names take.
 */
export function* moveAside(path: string, to: string): Operation<void> {
  if ((yield* attempt(lstat(to), { path, step: 'inspect' })) !== undefined) {
    const cause = new Error(`'${to}' is there already`);
    throw new AtomicWriteError({ path, step: 'rename', outcome: 'unchanged', cause });
  }
  yield* attempt(renameOver(path, to), { path, step: 'rename' });
  yield* syncParent(path);
}
