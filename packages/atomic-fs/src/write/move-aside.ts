import { openParent, orClose, syncChangedName } from '../directory/parent.ts';
import { AtomicWriteError } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { lstat } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { renameOver } from './rename-over.ts';

/**
 * Gives whatever is at a path another name in the same directory, durably, and never replaces what
 * has that name. Only under a lock that all who use such names take.
 *
 * @param path - what is moved
 * @param to - the path that it gets, in the same directory
 * @throws ERR_ATOMIC_WRITE when a step failed, also when the new name is taken; `outcome` says
 *   whether it was moved
 * @example
 * yield* moveAside('/home/me/.tool/state.json', '/home/me/.tool/state.json.damaged');
 */
export function* moveAside(path: string, to: string): Operation<void> {
  if ((yield* asStep(lstat(to), { path, step: 'inspect' })) !== undefined) {
    const cause = new Error(`'${to}' exists`);
    throw new AtomicWriteError({ path, step: 'rename', outcome: 'unchanged', cause });
  }
  const parent = yield* openParent(path, 'full');
  yield* orClose(parent, asStep(renameOver(path, to), { path, step: 'rename' }));
  yield* syncChangedName(parent, path);
}
