import { basename, dirname } from 'node:path';
import type { LockOptions } from '../lock/file-lock.ts';
import type { OrphanSelection } from '../lock/orphans.ts';
import { checkOptions, milliseconds, type Rules } from './check-options.ts';
import { absolutePath, type Path } from './path.ts';
import { wrongType, wrongValue } from './wrong-argument.ts';

/**
 * Which pending files are removed: those of one target, under its lock; or those last written at
 * least so many milliseconds ago.
 */
export type OrphanChoice = OrphansOfTarget | OrphansByAge;

/** The pending files of one target, whatever their age. */
export interface OrphansOfTarget extends LockOptions {
  /**
   * The file whose pending files, and those of its lock file, are removed: its name in the
   * directory, or its path, which must lie in that directory.
   */
  readonly target: Path;
  /**
   * The lock that all writers of `target` take; it is held while they are removed. Default: the
   * path of the target with `.lck` after it.
   */
  readonly lockPath?: Path | undefined;
}

/** The pending files of any target that are old enough. */
export interface OrphansByAge {
  /**
   * The age, in milliseconds since the last write, from which on a pending file of any target is
   * removed. No lock is taken, so choose more than any writer needs.
   */
  readonly olderThanMs: number;
}

const name = 'choice';
const ageRules: Rules<OrphansByAge> = { olderThanMs: milliseconds };
const targetRules: Rules<OrphansOfTarget> = {
  target: () => {},
  lockPath: absolutePath,
  timeoutMs: milliseconds,
};

/**
 * The choice with absolute paths.
 *
 * @throws TypeError, also for a target that is not in the directory; RangeError
 */
export function selectionOf(directory: string, choice: OrphanChoice): OrphanSelection {
  const { target, lockPath, timeoutMs } = checkOptions(
    choice as OrphansOfTarget,
    targetRules,
    name,
  );
  const { olderThanMs } = checkOptions(choice as OrphansByAge, ageRules, name);
  if ((target === undefined) === (olderThanMs === undefined)) {
    throw wrongType(name, 'an object with either target or olderThanMs', choice);
  }
  if (target === undefined) return { olderThanMs };
  const path = pathIn(directory, target);
  const lock = lockPath === undefined ? `${path}.lck` : absolutePath('choice.lockPath', lockPath);
  return { target: path, lockPath: lock, timeoutMs };
}

function pathIn(directory: string, target: Path): string {
  const expected = 'the name of a file in the directory, or its path';
  const isName = typeof target === 'string' && target !== '' && basename(target) === target;
  const path = absolutePath('choice.target', isName ? `${directory}/${target}` : target);
  const isInside = dirname(path) === directory && path !== directory;
  if (isInside && !['.', '..'].includes(basename(path))) return path;
  throw wrongValue('choice.target', expected, String(target));
}
