import { errnoError } from '../disk/errno.ts';
import type { Inode } from '../disk/inode.ts';
import { type Place, walk } from '../disk/path-walk.ts';
import { may } from '../disk/permission.ts';
import { change, type KernelCalls, type ProcessState, walking } from './kernel.ts';
import { mayTake, named } from './name-calls.ts';

export const renameCall: KernelCalls<'rename'> = { rename };

/** Both names in one change: no crash and no reader sees the file under neither or both. */
function rename(process: ProcessState, from: string, to: string): void {
  const source = walk(walking(process, 'rename'), from);
  const target = walk(walking(process, 'rename'), to);
  const refuse = (errno: string | undefined): void => {
    if (errno !== undefined) throw errnoError(errno, 'rename', from, to);
  };
  refuse(objectionToPlaces(process, source, target));
  const inode = mayTake(process, source, 'rename');
  // Two names of one file: rename(2) does nothing, and reports success.
  if (target.found === inode) return;
  if (!may(process, 'write', target.directory)) refuse('EACCES');
  if (target.found !== undefined) {
    refuse(objectionToReplace(process, inode, mayTake(process, target, 'rename')));
  }
  if (mayNotMove(process, source, target)) refuse('EACCES');
  change(process, { what: 'names', names: [named(source, undefined), named(target, inode)] });
}

/** Nothing can be moved into itself, nor onto what it is in. */
function objectionToPlaces(
  process: ProcessState,
  source: Place,
  target: Place,
): string | undefined {
  if (source.name === '' || target.name === '') return 'EBUSY';
  if (source.found === undefined) return 'ENOENT';
  if (isWithin(process, target.directory, source.found)) return 'EINVAL';
  if (target.found && isWithin(process, source.directory, target.found)) return 'ENOTEMPTY';
  return undefined;
}

/** A directory that gets another parent is written to, since that is what its `..` says. */
function mayNotMove(process: ProcessState, { found, directory }: Place, target: Place): boolean {
  if (found?.kind !== 'directory' || directory === target.directory) return false;
  return !may(process, 'write', found);
}

function objectionToReplace(
  process: ProcessState,
  inode: Inode,
  replaced: Inode,
): string | undefined {
  if (replaced.kind === 'directory' && inode.kind !== 'directory') return 'EISDIR';
  if (replaced.kind !== 'directory' && inode.kind === 'directory') return 'ENOTDIR';
  if (replaced.names.size > 0) return 'ENOTEMPTY';
  // There a file that anyone has open cannot be replaced (MoveFileEx).
  if (process.kernel.windows && isOpen(process, replaced)) return 'EPERM';
  return undefined;
}

function isWithin(process: ProcessState, directory: Inode, inode: Inode): boolean {
  if (directory.number === inode.number) return true;
  const { live } = process.kernel.disk;
  return [...inode.names.values()].some((number) => {
    const child = live.get(number);
    return child?.kind === 'directory' && isWithin(process, directory, child);
  });
}

function isOpen(process: ProcessState, inode: Inode): boolean {
  return [...process.kernel.running].some(({ open }) =>
    [...open.values()].some((file) => file.inode === inode.number),
  );
}
