import type { FileFacts, OpenIntent } from '../../operation/system.ts';
import { settle } from '../disk/disk.ts';
import { errnoError } from '../disk/errno.ts';
import { blockSize, contentOf, factsOf, type Inode } from '../disk/inode.ts';
import { type Place, walk, walkTo } from '../disk/path-walk.ts';
import { demand, isOwner, may, mayGive } from '../disk/permission.ts';
import {
  change,
  type KernelCalls,
  makeInode,
  type OpenFile,
  type ProcessState,
  timeOf,
  walking,
} from './kernel.ts';

/** The calls that open a file, and those on a file that is open. */
export const fileCalls: KernelCalls<
  'open' | 'fstat' | 'read' | 'write' | 'fchmod' | 'fchown' | 'fsync' | 'close'
> = { open, fstat, read, write, fchmod, fchown, fsync, close };

const firstDescriptor = 3;

function open(process: ProcessState, path: string, intent: OpenIntent, mode: number): number {
  const inode = opening[intent](process, path, mode);
  let fd = firstDescriptor;
  while (process.open.has(fd)) fd += 1;
  process.open.set(fd, { inode: inode.number, path, intent, position: 0 });
  return fd;
}

const opening: Readonly<
  Record<OpenIntent, (process: ProcessState, path: string, mode: number) => Inode>
> = {
  read: (process, path) => {
    const inode = walkTo(walking(process, 'open'), path);
    // What O_NOFOLLOW answers for a link, and open for a socket (open(2)).
    if (inode.kind === 'symlink') throw errnoError('ELOOP', 'open', path);
    demand(may(process, 'read', inode), 'EACCES', 'open', path);
    if (inode.kind === 'socket') throw errnoError('ENXIO', 'open', path);
    return inode;
  },
  directory: (process, path) => {
    const inode = walkTo(walking(process, 'open'), path, true);
    if (inode.kind !== 'directory') throw errnoError('ENOTDIR', 'open', path);
    demand(may(process, 'read', inode), 'EACCES', 'open', path);
    return inode;
  },
  create: (process, path, mode) => createFile(process, path, mode),
  append: (process, path) => {
    const inode = walkTo(walking(process, 'open'), path);
    if (inode.kind === 'symlink') throw errnoError('ELOOP', 'open', path);
    if (inode.kind === 'directory') throw errnoError('EISDIR', 'open', path);
    demand(may(process, 'write', inode), 'EACCES', 'open', path);
    // A FIFO has no reader here, and so it would have to be waited for (open(2)).
    if (inode.kind !== 'file') throw errnoError('ENXIO', 'open', path);
    return inode;
  },
};

function createFile(process: ProcessState, path: string, mode: number): Inode {
  const place = walk(walking(process, 'open'), path);
  if (place.found !== undefined) throw errnoError('EEXIST', 'open', path);
  return createAt(process, place, mode & ~process.umask);
}

/** Creates a file where nothing is, its mode exactly this; Windows has none, and no other's rights. */
export function createAt(
  process: ProcessState,
  { path, directory, name }: Place,
  mode: number,
): Inode {
  demand(may(process, 'write', directory), 'EACCES', 'open', path);
  const inode = makeInode(process, {
    kind: 'file',
    mode: process.kernel.windows ? 0o600 : mode & 0o7777,
  });
  const named = { directory: directory.number, name, inode: inode.number };
  change(process, { what: 'names', names: [named] });
  return inode;
}

function fstat(process: ProcessState, fd: number): FileFacts {
  return factsSeen(process, inodeOf(process, fd, 'fstat'));
}

/** Windows has no modes and no owners: Node invents them. */
export function factsSeen(process: ProcessState, inode: Inode): FileFacts {
  const facts = factsOf(process.kernel.disk.live, inode);
  return process.kernel.windows ? { ...facts, mode: 0o666, uid: 0, gid: 0 } : facts;
}

function read(process: ProcessState, fd: number, buffer: Uint8Array, offset: number): number {
  const file = fileOf(process, fd, 'read');
  const inode = inodeOf(process, fd, 'read');
  if (isWritable(file)) throw errnoError('EBADF', 'read');
  if (inode.kind === 'directory') throw errnoError('EISDIR', 'read');
  const end = file.position + buffer.length - offset;
  const bytes = contentOf(inode).subarray(file.position, end);
  buffer.set(bytes, offset);
  file.position += bytes.length;
  return bytes.length;
}

function write(process: ProcessState, fd: number, bytes: Uint8Array, offset: number): number {
  const { file, inode } = openInode(process, fd, 'write');
  if (!isWritable(file)) throw errnoError('EBADF', 'write');
  const written = bytes.subarray(offset);
  if (file.intent === 'append') file.position = inode.size;
  writeBlocks(process, file, written);
  file.position += written.length;
  return written.length;
}

/** Each block as it is afterwards, and the size by itself: a crash may keep either alone. */
function writeBlocks(process: ProcessState, file: OpenFile, bytes: Uint8Array): void {
  const inode = liveInode(process, file.inode);
  const end = file.position + bytes.length;
  for (let at = file.position; at < end; ) {
    const block = Math.floor(at / blockSize);
    const next = Math.min(end, (block + 1) * blockSize);
    const whole = new Uint8Array(inode.blocks.get(block) ?? new Uint8Array(blockSize));
    whole.set(bytes.subarray(at - file.position, next - file.position), at - block * blockSize);
    change(process, { what: 'data', inode: inode.number, block, bytes: whole });
    at = next;
  }
  if (end <= inode.size) return;
  const modifiedMs = timeOf(process.kernel);
  change(process, { what: 'size', inode: inode.number, size: end, modifiedMs });
}

function fchmod(process: ProcessState, fd: number, mode: number): void {
  const inode = inodeOf(process, fd, 'fchmod');
  if (process.kernel.windows) return;
  if (!isOwner(process, inode)) throw errnoError('EPERM', 'fchmod');
  change(process, { what: 'mode', inode: inode.number, mode: mode & 0o7777 });
}

/** The kernel also takes the bits that would let others run the file as its new owner (chown(2)). */
function fchown(process: ProcessState, fd: number, uid: number, gid: number): void {
  const inode = inodeOf(process, fd, 'fchown');
  if (process.kernel.windows) return;
  if (!mayGive(process, inode, { uid, gid })) throw errnoError('EPERM', 'fchown');
  change(process, { what: 'owner', inode: inode.number, uid, gid });
  const mode = inode.mode & ~0o6000;
  if (inode.kind === 'file' && mode !== inode.mode) {
    change(process, { what: 'mode', inode: inode.number, mode });
  }
}

function fsync(process: ProcessState, fd: number): void {
  const inode = inodeOf(process, fd, 'fsync');
  const { windows, disk } = process.kernel;
  if (windows && inode.kind === 'directory') throw errnoError('EPERM', 'fsync');
  settle(disk, inode.number, 'forced');
}

/** Closing any descriptor of a file drops this process's locks on it (fcntl(2)). */
function close(process: ProcessState, fd: number): void {
  const { inode } = fileOf(process, fd, 'close');
  process.open.delete(fd);
  const { locks } = process.kernel;
  if (locks.get(inode)?.pid === process.pid) locks.delete(inode);
}

export function isWritable({ intent }: OpenFile): boolean {
  return intent === 'create' || intent === 'append';
}

/** What a descriptor is open for, and the file as it is now. */
export function openInode(
  process: ProcessState,
  fd: number,
  syscall: string,
): { readonly file: OpenFile; readonly inode: Inode } {
  const file = fileOf(process, fd, syscall);
  return { file, inode: liveInode(process, file.inode) };
}

function inodeOf(process: ProcessState, fd: number, syscall: string): Inode {
  return liveInode(process, fileOf(process, fd, syscall).inode);
}

function fileOf(process: ProcessState, fd: number, syscall: string): OpenFile {
  const file = process.open.get(fd);
  if (file === undefined) throw errnoError('EBADF', syscall);
  return file;
}

function liveInode(process: ProcessState, number: number): Inode {
  const inode = process.kernel.disk.live.get(number);
  if (inode === undefined) throw new Error(`the simulated disk has lost its inode ${number}`);
  return inode;
}
