import type { Call, Effect } from '../operation/system.ts';

/**
 * Where an asynchronous run makes a call. `pool`: through Node's thread pool, which takes about 45 µs,
 * and twice the processor time of the call itself. `thread`: at once, for what a disk is not asked for.
 * `wait`: it is no call, but what runs wait for.
 */
type Place = 'pool' | 'pool-if-large' | 'thread' | 'wait';

const places: Readonly<Record<Call, Place>> = {
  // Waits until the disk has it.
  fsync: 'pool',
  // ext4 first starts to write what was not synced; and the blocks of the file in its place are freed.
  rename: 'pool',
  // The blocks of the file are freed, however many there are.
  unlink: 'pool',
  ftruncate: 'pool',
  // Takes as long as there are names.
  readdir: 'pool',
  // Copy from memory and to memory: a few microseconds, or as long as there are bytes.
  read: 'pool-if-large',
  write: 'pool-if-large',

  // One name is looked up, and is in memory from the second time on.
  lstat: 'thread',
  readlink: 'thread',
  // So is this; and one name is added, in memory until somebody syncs it.
  open: 'thread',
  link: 'thread',
  mkdir: 'thread',
  rmdir: 'thread',
  // The facts of an open file are in memory, and a local close flushes nothing.
  fstat: 'thread',
  fchmod: 'thread',
  futimes: 'thread',
  fchown: 'thread',
  close: 'thread',
  // Node's SQLite has synchronous calls only; on an empty file they ask for locks and read nothing.
  createLock: 'thread',
  openLock: 'thread',
  tryLock: 'thread',
  freeLock: 'thread',
  closeLock: 'thread',
  // A table of the kernel.
  lockHolder: 'thread',

  // Time is waited for, or other runs of this thread, which are let go on.
  pause: 'wait',
  enterQueue: 'wait',
  leaveQueue: 'wait',
  throwIfAborted: 'wait',
  beginWrite: 'wait',
  endWrite: 'wait',
  // No calls to the kernel that can wait.
  now: 'thread',
  time: 'thread',
  random: 'thread',
  host: 'thread',
  invoke: 'thread',
  lockRest: 'thread',
};

/** From here on copying takes longer than a turn through the pool. */
const largeBytes = 64 * 1024;

/** Whether a call may keep the thread from its event loop for long. */
export function mayBlock(effect: Effect): boolean {
  const place = places[effect.call];
  return place === 'pool-if-large' ? bytesOf(effect) > largeBytes : place !== 'thread';
}

function bytesOf({ call, args }: Effect): number {
  return call === 'read' || call === 'write' ? args[1].length - args[2] : 0;
}
