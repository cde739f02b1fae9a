import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { invokeNow } from '../operation/invoke-now.ts';
import type { System } from '../operation/system.ts';
import { exactFactsOf, factsOf, isInexact } from './file-facts.ts';
import { nodeHost } from './host.ts';
import {
  closeKernelLock,
  createKernelLock,
  freeKernelLock,
  type KernelLock,
  openKernelLock,
  tryKernelLock,
} from './lock/kernel-lock.ts';
import { readLockHolder } from './lock/lock-holder.ts';
import { enterQueueNow, forgetHeld, isHeldHere, recordHeld } from './lock/lock-queue.ts';
import { dueRest } from './lock/lock-streak.ts';
import { transferLength } from './longest-transfer.ts';
import { openFlags } from './open-flags.ts';
import { epochMs, monotonicMs } from './real-time.ts';
import { withoutChanges } from './without-changes.ts';

/**
 * Carries out every call as one synchronous call of Node's: what `runSync` uses by default. Wrap it
 * to record or refuse the calls of an operation on a real disk.
 */
export const nodeSystem: System = withoutChanges({
  lstat: (path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined || !isInexact(stats)) return stats && factsOf(stats);
    const exact = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return exact && exactFactsOf(exact);
  },
  open: (path, intent, mode) => openSync(path, openFlags[intent], mode),
  fstat: (fd) => {
    const stats = fstatSync(fd);
    return isInexact(stats) ? exactFactsOf(fstatSync(fd, { bigint: true })) : factsOf(stats);
  },
  read: (fd, buffer, offset) => readSync(fd, buffer, offset, transferLength(buffer, offset), null),
  write: (fd, bytes, offset) => writeSync(fd, bytes, offset, transferLength(bytes, offset), null),
  fchmod: (fd, mode) => fchmodSync(fd, mode),
  fchown: (fd, uid, gid) => fchownSync(fd, uid, gid),
  fsync: (fd) => fsyncSync(fd),
  close: (fd) => closeSync(fd),
  rename: (from, to) => renameSync(from, to),
  link: (existing, name) => linkSync(existing, name),
  unlink: (path) => unlinkSync(path),
  mkdir: (path, mode) => void mkdirSync(path, { mode }),
  rmdir: (path) => rmdirSync(path),
  readdir: (path) => readdirSync(path),
  readlink: (path) => readlinkSync(path),

  enterQueue: (path) => enterQueueNow(path),
  // A synchronous holder was never in the queue.
  leaveQueue: () => {},
  beginWrite: () => {},
  endWrite: () => {},
  lockRest: (path) => dueRest(path),
  createLock: (path, modeOf) => createKernelLock(path, modeOf),
  openLock: (path) => openKernelLock(path),
  tryLock: (path, connection) => {
    const taken = tryKernelLock(connection as KernelLock);
    if (taken) recordHeld(path, connection);
    return taken;
  },
  freeLock: (path, connection) => {
    freeKernelLock(connection as KernelLock);
    forgetHeld(path, connection);
  },
  closeLock: (path, connection) => {
    forgetHeld(path, connection);
    closeKernelLock(connection as KernelLock);
  },
  lockHolder: (path) => (isHeldHere(path) ? 'self' : readLockHolder(path)),

  // A thread that is blocked hears of no abort.
  throwIfAborted: () => {},
  pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  now: () => monotonicMs(),
  time: () => epochMs(),
  random: () => Math.random(),
  host: () => nodeHost,
  invoke: (body) => invokeNow(body),

  ftruncate: (fd, size) => ftruncateSync(fd, size),
  futimes: (fd, accessedMs, modifiedMs) => futimesSync(fd, accessedMs / 1e3, modifiedMs / 1e3),
});
