/**
 * The calls that an operation may make, one function for each method of `System`. Each yields its
 * call as data, and returns what the runner answers; a call that failed throws there, with an errno
 * `code`.
 */

import type { Call, Effect, Operation, System } from './system.ts';

type Ask<C extends Call> = (...args: Parameters<System[C]>) => Operation<ReturnType<System[C]>>;

/** The one place where a runner's answer gets its type: it is what `System` says of the call. */
function effect<C extends Call>(call: C): Ask<C> {
  return function* (...args) {
    return (yield { call, args } as Effect) as ReturnType<System[C]>;
  };
}

/** Looks at a name, without following a link; undefined when nothing has it. */
export const lstat: Ask<'lstat'> = effect('lstat');
/** Opens a path; the descriptor. `mode`, less the umask, is that of a file that is created. */
export const open: Ask<'open'> = effect('open');
/** Looks at what a descriptor is open for. */
export const fstat: Ask<'fstat'> = effect('fstat');
/** Fills `buffer` from `offset` on; the number of bytes read, 0 at the end of the file. */
export const read: Ask<'read'> = effect('read');
/** Writes `bytes` from `offset` on; the number of bytes written, which may be fewer. */
export const write: Ask<'write'> = effect('write');
/** Sets the permission bits of an open file, whatever the umask. */
export const fchmod: Ask<'fchmod'> = effect('fchmod');
/** Gives an open file to a user and a group; what needs a privilege is refused (EPERM). */
export const fchown: Ask<'fchown'> = effect('fchown');
/** Makes the content of an open file, or the names in an open directory, durable. */
export const fsync: Ask<'fsync'> = effect('fsync');
/** Closes a descriptor, which is gone even when this fails. */
export const close: Ask<'close'> = effect('close');
/** Gives a file another name in one step, in place of the file that has it. */
export const rename: Ask<'rename'> = effect('rename');
/** Gives a file a second name; fails when that is taken. */
export const link: Ask<'link'> = effect('link');
/** Removes a name. */
export const unlink: Ask<'unlink'> = effect('unlink');
/** Creates one directory, its mode less the umask; fails when the name is taken. */
export const mkdir: Ask<'mkdir'> = effect('mkdir');
/** Removes an empty directory. */
export const rmdir: Ask<'rmdir'> = effect('rmdir');
/** The names in a directory, in any order. */
export const readdir: Ask<'readdir'> = effect('readdir');
/** Where a link leads, as it is written in it. */
export const readlink: Ask<'readlink'> = effect('readlink');
/** Waits for the other waiters of this thread for `path`; at most `timeoutMs` milliseconds. */
export const enterQueue: Ask<'enterQueue'> = effect('enterQueue');
/** Ends the turn that `enterQueue` granted, and lets the next waiter go on. */
export const leaveQueue: Ask<'leaveQueue'> = effect('leaveQueue');
/** Waits for the earlier writes of this thread to `path`, and until few enough others are under way. */
export const beginWrite: Ask<'beginWrite'> = effect('beginWrite');
/** Ends the turn that `beginWrite` gave, and lets a later write go on. */
export const endWrite: Ask<'endWrite'> = effect('endWrite');
/** How long this thread is to leave the lock free for others first, in milliseconds; mostly 0. */
export const lockRest: Ask<'lockRest'> = effect('lockRest');
/** Creates an empty lock file with the mode of another file; one that is there stays as it is. */
export const createLock: Ask<'createLock'> = effect('createLock');
/** Opens a connection to a lock file that is there. The lock is not taken yet. */
export const openLock: Ask<'openLock'> = effect('openLock');
/** True when the kernel lock is now held by this connection, false when another holds it. */
export const tryLock: Ask<'tryLock'> = effect('tryLock');
/** Frees the lock that this connection holds, and keeps the connection for the next `tryLock`. */
export const freeLock: Ask<'freeLock'> = effect('freeLock');
/** Frees the lock, if it is held, and closes the connection. */
export const closeLock: Ask<'closeLock'> = effect('closeLock');
/** Who holds the lock: this thread itself, or a process where the kernel says which. */
export const lockHolder: Ask<'lockHolder'> = effect('lockHolder');
/** Throws the reason of the signal that ends the waiting of this run, once it is aborted. */
export const throwIfAborted: Ask<'throwIfAborted'> = effect('throwIfAborted');
/** Waits so many milliseconds. */
export const pause: Ask<'pause'> = effect('pause');
/** Milliseconds of a clock that never goes back. */
export const now: Ask<'now'> = effect('now');
/** Milliseconds since the epoch, to compare with a file's. */
export const time: Ask<'time'> = effect('time');
/** At least 0 and less than 1. Need not be cryptographic. */
export const random: Ask<'random'> = effect('random');
/** Where it runs. */
export const host: Ask<'host'> = effect('host');
/** Sets the size of an open file: what is beyond it is gone, and what is added reads as zeros. */
export const ftruncate: Ask<'ftruncate'> = effect('ftruncate');
/** Sets the times of an open file, in milliseconds since the epoch. */
export const futimes: Ask<'futimes'> = effect('futimes');

/**
 * Runs the caller's synchronous function between two effects.
 *
 * @param body - the function. It must return at once, and not a promise.
 * @returns what `body` returned
 * @throws TypeError when `body` returns a promise, and whatever `body` throws
 * @example
 * const next = yield* effects.invoke(() => change(previous));
 */
export function* invoke<T>(body: () => T): Operation<T> {
  return (yield { call: 'invoke', args: [body] }) as T;
}

/**
 * Makes a call of another operation, as it is.
 *
 * @param effect - the call
 * @returns what the system answers
 * @throws what the call throws
 * @example
 * const answer = yield* effects.passOn(effect);
 */
export function* passOn(effect: Effect): Operation<unknown> {
  return yield effect;
}
