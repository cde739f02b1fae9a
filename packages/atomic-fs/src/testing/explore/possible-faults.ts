import type { Call, Effect } from '../../operation/system.ts';
import type { Fault } from '../kernel/fault.ts';

const noSpace = ['EDQUOT', 'ENOSPC'];
const refused = ['EACCES', 'EPERM', 'EROFS'];
const exhausted = ['EMFILE', 'ENFILE', 'ENOMEM'];
const toOpen = ['EACCES', 'EIO', ...exhausted];
const toName = ['EIO', 'ENOMEM', ...refused, ...noSpace];
const toUnname = ['EBUSY', 'EIO', 'ENOMEM', ...refused];

/**
 * What each call can answer on a disk, with limits and under permissions that turn against it: the
 * ERRORS sections of open(2), stat(2), read(2), write(2), chmod(2), chown(2), fsync(2), close(2),
 * rename(2), link(2), unlink(2), mkdir(2), rmdir(2), getdents(2), readlink(2), truncate(2) and
 * utimensat(2). Not in it are the errnos that say what
 * is there (ENOENT, EEXIST, ENOTDIR, ELOOP): the simulator answers those where they are true, and
 * elsewhere they would be lies.
 */
const errnos: Readonly<Partial<Record<Call, readonly string[]>>> = {
  lstat: ['EACCES', 'EIO', 'ENOMEM'],
  open: toOpen,
  fstat: ['EIO', 'ENOMEM'],
  read: ['EINTR', 'EIO', 'ENOMEM'],
  write: ['EFBIG', 'EIO', 'EPERM', ...noSpace],
  fchmod: ['EIO', 'EPERM', 'EROFS'],
  fchown: ['EDQUOT', 'EIO', 'EPERM', 'EROFS'],
  fsync: ['EINVAL', 'EIO', 'EROFS', ...noSpace],
  close: ['EIO', ...noSpace],
  rename: ['EBUSY', ...toName],
  link: ['EMLINK', ...toName],
  unlink: toUnname,
  mkdir: ['EMLINK', ...toName],
  rmdir: toUnname,
  readdir: toOpen,
  createLock: ['SQLITE_CANTOPEN', 'SQLITE_NOMEM'],
  readlink: ['EACCES', 'EIO', 'ENOMEM'],
  openLock: ['SQLITE_CANTOPEN', 'SQLITE_NOMEM'],
  tryLock: [
    'ENOLCK',
    'SQLITE_CANTOPEN',
    'SQLITE_IOERR',
    'SQLITE_NOMEM',
    'SQLITE_NOTADB',
    'SQLITE_READONLY',
  ],
  freeLock: ['SQLITE_IOERR', 'SQLITE_NOMEM'],
  closeLock: ['SQLITE_IOERR'],
  ftruncate: ['EFBIG', 'EINTR', 'EIO', 'EPERM', ...noSpace],
  futimes: ['EIO', 'EPERM', 'EROFS'],
};

const toChange = ['EPERM', 'EROFS'];
const toCreate = [...toChange, ...noSpace];

/** A random name may be taken already, and the next one works as well; of any other it is a lie. */
const randomName = /\.[0-9a-z]{12}\.(tmp|mode)$/;

/**
 * Lists every fault that a call can meet: the errors of a disk, of limits and of permissions, and
 * for a write fewer bytes.
 *
 * @param effect - the call
 * @returns the faults; none for the clock, chance and the host
 * @example
 * possibleFaults({ call: 'fstat', args: [3] }); // [{ errno: 'EIO' }, { errno: 'ENOMEM' }]
 */
export function possibleFaults(effect: Effect): readonly Fault[] {
  const names = [...(errnos[effect.call] ?? []), ...creationErrnos(effect)];
  return [...names.map((errno) => ({ errno })), ...shortWrites(effect)];
}

function creationErrnos(effect: Effect): readonly string[] {
  if (effect.call !== 'open') return [];
  if (effect.args[1] === 'append') return toChange;
  if (effect.args[1] !== 'create') return [];
  return randomName.test(effect.args[0]) ? ['EEXIST', ...toCreate] : toCreate;
}

/** Fifty percent of the bytes, and none at all. */
function shortWrites(effect: Effect): readonly Fault[] {
  if (effect.call !== 'write') return [];
  const [, bytes, offset] = effect.args;
  const half = Math.floor((bytes.length - offset) / 2);
  return [...new Set([half, 0])].map((taken) => ({ taken }));
}
