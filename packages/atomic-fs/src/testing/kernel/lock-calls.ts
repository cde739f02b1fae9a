import type { LockConnection, Turn } from '../../operation/system.ts';
import { errnoError } from '../disk/errno.ts';
import type { Inode } from '../disk/inode.ts';
import { glimpse, walk } from '../disk/path-walk.ts';
import { may } from '../disk/permission.ts';
import { createAt } from './file-calls.ts';
import { type KernelCalls, type OpenLock, type ProcessState, walking } from './kernel.ts';

/** The kernel lock, as SQLite takes it on an empty file, and the queues of one process. */
export const lockCalls: KernelCalls<
  | 'enterQueue'
  | 'leaveQueue'
  | 'beginWrite'
  | 'endWrite'
  | 'lockRest'
  | 'createLock'
  | 'openLock'
  | 'tryLock'
  | 'freeLock'
  | 'closeLock'
  | 'lockHolder'
> = {
  enterQueue,
  leaveQueue,
  beginWrite,
  endWrite,
  // Whoever steps the processes decides which of them goes on.
  lockRest: () => 0,
  createLock,
  openLock,
  tryLock,
  freeLock,
  closeLock,
  lockHolder,
};

/** A task that waits for itself would wait forever, so it is refused at once. */
function enterQueue(process: ProcessState, path: string): Turn {
  if (process.entered.has(path)) return 'self';
  process.entered.add(path);
  return 'granted';
}

function leaveQueue(process: ProcessState, path: string): void {
  process.entered.delete(path);
}

function beginWrite(process: ProcessState, path: string): void {
  process.writing.push(path);
}

function endWrite(process: ProcessState, path: string): void {
  process.writing.splice(process.writing.lastIndexOf(path), 1);
}

/**
 * SQLite looks at the template first, follows links, and sets the mode whatever the umask is. Should
 * it set that after the file is there, then in the same call: no crash comes between.
 */
function createLock(process: ProcessState, path: string, modeOf: string | undefined): void {
  const mode = modeOf === undefined ? usualMode(process) : modeOfTemplate(process, modeOf);
  const place = walk(walking(process, 'open'), path, true);
  if (place.found !== undefined) refuseUnreadable(process, place.found, path);
  else if (may(process, 'write', place.directory)) createAt(process, place, mode);
  else throw errnoError('SQLITE_CANTOPEN', 'open', path);
}

/** What SQLite asks for. */
function usualMode({ umask }: ProcessState): number {
  return 0o644 & ~umask;
}

function modeOfTemplate(process: ProcessState, template: string): number {
  const found = glimpse(walking(process, 'stat'), template, true);
  if (found === undefined) throw errnoError('SQLITE_IOERR_FSTAT', 'stat', template);
  return found.mode & 0o777;
}

/** SQLite follows links, and falls back to reading. */
function openLock(process: ProcessState, path: string): LockConnection {
  const { found } = walk(walking(process, 'open'), path, true);
  if (found === undefined) throw errnoError('SQLITE_CANTOPEN', 'open', path);
  refuseUnreadable(process, found, path);
  const connection = {};
  const writable = may(process, 'write', found);
  process.connections.set(connection, { inode: found.number, writable });
  return connection;
}

function refuseUnreadable(process: ProcessState, inode: Inode, path: string): void {
  if (inode.kind === 'file' && may(process, 'read', inode)) return;
  throw errnoError('SQLITE_CANTOPEN', 'open', path);
}

/** The write that proves the lock fails on what can only be read. */
function tryLock(process: ProcessState, path: string, connection: LockConnection): boolean {
  const { inode, writable } = openLockOf(process, connection);
  if (!writable) throw errnoError('SQLITE_READONLY', 'lock', path);
  if (process.kernel.disk.live.get(inode)?.size !== 0) {
    throw errnoError('SQLITE_NOTADB', 'lock', path);
  }
  if (mustWait(process, connection)) return false;
  process.kernel.locks.set(inode, { pid: process.pid, connection });
  return true;
}

/** Whether another connection holds the lock that this one could have. */
export function mustWait(process: ProcessState, connection: LockConnection): boolean {
  const { inode, writable } = openLockOf(process, connection);
  const holder = process.kernel.locks.get(inode);
  return writable && holder !== undefined && holder.connection !== connection;
}

function closeLock(process: ProcessState, path: string, connection: LockConnection): void {
  freeLock(process, path, connection);
  process.connections.delete(connection);
}

function freeLock(process: ProcessState, _path: string, connection: LockConnection): void {
  const { inode } = openLockOf(process, connection);
  const { locks } = process.kernel;
  if (locks.get(inode)?.connection === connection) locks.delete(inode);
}

function lockHolder(process: ProcessState, path: string): number | undefined {
  const inode = glimpse(walking(process, 'lstat'), path);
  return inode && process.kernel.locks.get(inode.number)?.pid;
}

function openLockOf(process: ProcessState, connection: LockConnection): OpenLock {
  const lock = process.connections.get(connection);
  if (lock === undefined) throw new TypeError('the lock connection is not open');
  return lock;
}
