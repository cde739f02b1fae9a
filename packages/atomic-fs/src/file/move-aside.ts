import { AtomicWriteError } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { renameOver } from './rename-over.ts';
import { syncParent } from './replace-file.ts';

/**
 * Gives whatever is at `path` another name in the same directory, durably, and never replaces
 * what has that name. Only under a lock that all who use such names take.
 */
export function* moveAside(path: string, to: string): Operation<void> {
  if ((yield* asStep(lstat(to), { path, step: 'inspect' })) !== undefined) {
    const cause = new Error(`'${to}' is there already`);
    throw new AtomicWriteError({ path, step: 'rename', outcome: 'unchanged', cause });
  }
  yield* asStep(renameOver(path, to), { path, step: 'rename' });
  yield* syncParent(path);
}
