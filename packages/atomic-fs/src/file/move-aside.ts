import { AtomicWriteError } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { renameOver } from './rename-over.ts';
import { syncParent } from './replace-file.ts';

/**
 * Gives whatever is at a path another name in the same directory, durably, and refuses to replace
 * what has that name. Call it only under a lock that everyone takes who uses such names: the check
 * and the rename are two steps.
 *
 * @param path - what to rename: a file, a directory, a link or anything else.
 * @param to - the new path, in the same directory.
 * @throws ERR_ATOMIC_WRITE when the new name is taken or a step failed; `outcome` says under which
 *   name it is
 * @example
 * yield* moveAside('/home/me/.tool/state.json', '/home/me/.tool/state.json.damaged');
 */
export function* moveAside(path: string, to: string): Operation<void> {
  if ((yield* asStep(lstat(to), { path, step: 'inspect' })) !== undefined) {
    const cause = new Error(`'${to}' exists`);
    throw new AtomicWriteError({ path, step: 'rename', outcome: 'unchanged', cause });
  }
  yield* asStep(renameOver(path, to), { path, step: 'rename' });
  yield* syncParent(path);
}
