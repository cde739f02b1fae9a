import type { FileFacts } from '../../operation/system.ts';
import type { NameChange } from '../disk/change.ts';
import { errnoError } from '../disk/errno.ts';
import type { Inode } from '../disk/inode.ts';
import { type Place, walk, walkTo } from '../disk/path-walk.ts';
import { demand, may, mayUnname } from '../disk/permission.ts';
import { factsSeen } from './file-calls.ts';
import { change, type KernelCalls, makeInode, type ProcessState, walking } from './kernel.ts';

/** The calls on names. */
export const nameCalls: KernelCalls<
  'lstat' | 'link' | 'unlink' | 'mkdir' | 'rmdir' | 'readdir' | 'readlink'
> = {
  lstat,
  link,
  unlink,
  mkdir,
  rmdir,
  readdir,
  readlink,
};

function lstat(process: ProcessState, path: string): FileFacts | undefined {
  try {
    const { found } = walk(walking(process, 'lstat'), path);
    return found && factsSeen(process, found);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function link(process: ProcessState, existing: string, name: string): void {
  const inode = walkTo(walking(process, 'link'), existing);
  const to = walk(walking(process, 'link'), name);
  const fail = (errno: string): Error => errnoError(errno, 'link', existing, name);
  if (to.found !== undefined) throw fail('EEXIST');
  if (!may(process, 'write', to.directory)) throw fail('EACCES');
  if (inode.kind === 'directory') throw fail('EPERM');
  change(process, { what: 'names', names: [named(to, inode)] });
}

function unlink(process: ProcessState, path: string): void {
  const at = walk(walking(process, 'unlink'), path);
  const inode = mayTake(process, at, 'unlink');
  if (inode.kind === 'directory') throw errnoError('EISDIR', 'unlink', path);
  change(process, { what: 'names', names: [named(at, undefined)] });
}

function mkdir(process: ProcessState, path: string, mode: number): void {
  const at = walk(walking(process, 'mkdir'), path);
  if (at.found !== undefined) throw errnoError('EEXIST', 'mkdir', path);
  demand(may(process, 'write', at.directory), 'EACCES', 'mkdir', path);
  const inode = makeInode(process, { kind: 'directory', mode: mode & ~process.umask & 0o1777 });
  change(process, { what: 'names', names: [named(at, inode)] });
}

function rmdir(process: ProcessState, path: string): void {
  const at = walk(walking(process, 'rmdir'), path);
  if (at.name === '') throw errnoError(path.endsWith('..') ? 'ENOTEMPTY' : 'EBUSY', 'rmdir', path);
  const inode = mayTake(process, at, 'rmdir');
  if (inode.kind !== 'directory') throw errnoError('ENOTDIR', 'rmdir', path);
  if (inode.names.size > 0) throw errnoError('ENOTEMPTY', 'rmdir', path);
  change(process, { what: 'names', names: [named(at, undefined)] });
}

function readdir(process: ProcessState, path: string): readonly string[] {
  const inode = walkTo(walking(process, 'scandir'), path, true);
  if (inode.kind !== 'directory') throw errnoError('ENOTDIR', 'scandir', path);
  demand(may(process, 'read', inode), 'EACCES', 'scandir', path);
  return [...inode.names.keys()].toSorted();
}

function readlink(process: ProcessState, path: string): string {
  const inode = walkTo(walking(process, 'readlink'), path);
  if (inode.kind !== 'symlink') throw errnoError('EINVAL', 'readlink', path);
  return inode.leadsTo;
}

/** What has the name, when it is there and may be taken out of its directory. */
export function mayTake(process: ProcessState, at: Place, syscall: string): Inode {
  if (at.found === undefined) throw errnoError('ENOENT', syscall, at.path);
  const { directory, found } = at;
  if (!may(process, 'write', directory)) throw errnoError('EACCES', syscall, at.path);
  demand(mayUnname(process, directory, found), 'EPERM', syscall, at.path);
  return found;
}

export function named(at: Place, inode: Inode | undefined): NameChange {
  return { directory: at.directory.number, name: at.name, inode: inode?.number };
}
