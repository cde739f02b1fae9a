import type { Call, Effect, Operation, System } from './system.ts';

type Ask<C extends Call> = (...args: Parameters<System[C]>) => Operation<ReturnType<System[C]>>;

/** The one place where a runner's answer gets its type: it is what `System` says of the call. */
function effect<C extends Call>(call: C): Ask<C> {
  return function* (...args) {
    return (yield { call, args } as Effect) as ReturnType<System[C]>;
  };
}

/**
 * Asks for the facts about a name, without following a link.
 *
 * @param path - the name.
 * @returns the facts; `undefined` when nothing has the name
 * @throws an error with an errno `code`
 * @example
 * const facts = yield* effects.lstat('/home/me/.tool');
 */
export const lstat: Ask<'lstat'> = effect('lstat');

/**
 * Opens a file or a directory. It never follows a link in the last component, unless for a
 * directory.
 *
 * @param path - what to open.
 * @param intent - `read`, `create` (which fails with EEXIST when the name is taken) or
 *   `directory`.
 * @param mode - the permission bits for `create`, less the umask; otherwise 0.
 * @returns the descriptor, to be closed by `close`
 * @throws an error with an errno `code`
 * @example
 * const fd = yield* effects.open('/home/me/.tool/state.json', 'read', 0);
 */
export const open: Ask<'open'> = effect('open');

/**
 * Asks for the facts about an open file.
 *
 * @param fd - the descriptor.
 * @returns the facts
 * @throws an error with an errno `code`
 * @example
 * const { size } = yield* effects.fstat(fd);
 */
export const fstat: Ask<'fstat'> = effect('fstat');

/**
 * Reads from an open file, from where the last read ended.
 *
 * @param fd - the descriptor.
 * @param buffer - what is filled.
 * @param offset - where in the buffer the first byte goes.
 * @returns the number of bytes read; 0 at the end of the file
 * @throws an error with an errno `code`
 * @example
 * const count = yield* effects.read(fd, buffer, 0);
 */
export const read: Ask<'read'> = effect('read');

/**
 * Writes to an open file, where the last write ended. It may write fewer bytes, without an error.
 *
 * @param fd - the descriptor.
 * @param bytes - what to write.
 * @param offset - where in the bytes to start.
 * @returns the number of bytes written
 * @throws an error with an errno `code`
 * @example
 * const count = yield* effects.write(fd, bytes, 0);
 */
export const write: Ask<'write'> = effect('write');

/**
 * Sets the permission bits of an open file.
 *
 * @param fd - the descriptor.
 * @param mode - the permission bits, whatever the umask.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.fchmod(fd, 0o600);
 */
export const fchmod: Ask<'fchmod'> = effect('fchmod');

/**
 * Makes the content of an open file, or the names in an open directory, durable.
 *
 * @param fd - the descriptor.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.fsync(fd);
 */
export const fsync: Ask<'fsync'> = effect('fsync');

/**
 * Closes a descriptor, also when it throws.
 *
 * @param fd - the descriptor.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.close(fd);
 */
export const close: Ask<'close'> = effect('close');

/**
 * Gives a file another name, and replaces atomically what has that name.
 *
 * @param from - the present path.
 * @param to - the new path, on the same file system.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.rename('/home/me/new', '/home/me/state.json');
 */
export const rename: Ask<'rename'> = effect('rename');

/**
 * Gives a file one more name.
 *
 * @param existing - the path of the file.
 * @param name - the new path; EEXIST when it is taken.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.link('/home/me/a', '/home/me/b');
 */
export const link: Ask<'link'> = effect('link');

/**
 * Removes a name.
 *
 * @param path - the name, not that of a directory.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.unlink('/home/me/old.json');
 */
export const unlink: Ask<'unlink'> = effect('unlink');

/**
 * Creates a directory.
 *
 * @param path - the directory; the one above it must exist.
 * @param mode - the permission bits, less the umask.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.mkdir('/home/me/.tool', 0o700);
 */
export const mkdir: Ask<'mkdir'> = effect('mkdir');

/**
 * Removes an empty directory.
 *
 * @param path - the directory.
 * @throws an error with an errno `code`
 * @example
 * yield* effects.rmdir('/home/me/.tool');
 */
export const rmdir: Ask<'rmdir'> = effect('rmdir');

/**
 * Lists a directory.
 *
 * @param path - the directory.
 * @returns its names, in no particular order
 * @throws an error with an errno `code`
 * @example
 * const names = yield* effects.readdir('/home/me/.tool');
 */
export const readdir: Ask<'readdir'> = effect('readdir');

/**
 * Waits for the earlier waiters of this thread for a lock path. Use `withLock` instead.
 *
 * @param path - the lock file.
 * @param timeoutMs - the longest wait, in milliseconds.
 * @returns `granted`, after which `leaveQueue` must follow; `self` when this thread holds the
 *   lock; `timeout`
 * @example
 * const turn = yield* effects.enterQueue('/home/me/lock', 1000);
 */
export const enterQueue: Ask<'enterQueue'> = effect('enterQueue');

/**
 * Ends a granted turn, and lets the next waiter of this thread go on.
 *
 * @param path - the lock file.
 * @example
 * yield* effects.leaveQueue('/home/me/lock');
 */
export const leaveQueue: Ask<'leaveQueue'> = effect('leaveQueue');

/**
 * Opens a connection to a lock file, without taking the lock.
 *
 * @param path - the lock file.
 * @returns the connection, to be closed by `closeLock`
 * @throws an error with an SQLite `errcode`
 * @example
 * const connection = yield* effects.openLock('/home/me/lock');
 */
export const openLock: Ask<'openLock'> = effect('openLock');

/**
 * Tries once to take the kernel lock.
 *
 * @param path - the lock file.
 * @param connection - its open connection.
 * @returns `true` when this connection now holds the lock, `false` when another does
 * @throws an error with an SQLite `errcode`
 * @example
 * const held = yield* effects.tryLock('/home/me/lock', connection);
 */
export const tryLock: Ask<'tryLock'> = effect('tryLock');

/**
 * Frees the lock, if it is held, and closes the connection.
 *
 * @param path - the lock file.
 * @param connection - its open connection.
 * @throws an error with an SQLite `errcode`
 * @example
 * yield* effects.closeLock('/home/me/lock', connection);
 */
export const closeLock: Ask<'closeLock'> = effect('closeLock');

/**
 * Asks who holds a lock.
 *
 * @param path - the lock file.
 * @returns the process id; `undefined` where the kernel does not say
 * @example
 * const pid = yield* effects.lockHolder('/home/me/lock');
 */
export const lockHolder: Ask<'lockHolder'> = effect('lockHolder');

/**
 * Waits. A run with a signal ends the wait when the signal aborts.
 *
 * @param ms - how long, in milliseconds.
 * @example
 * yield* effects.pause(10);
 */
export const pause: Ask<'pause'> = effect('pause');

/**
 * Reads a clock that never goes back, to measure durations.
 *
 * @returns milliseconds from an arbitrary start
 * @example
 * const started = yield* effects.now();
 */
export const now: Ask<'now'> = effect('now');

/**
 * Reads the clock of the machine, to compare with the times of files.
 *
 * @returns milliseconds since the epoch
 * @example
 * const newest = (yield* effects.time()) - 60_000;
 */
export const time: Ask<'time'> = effect('time');

/**
 * Draws a random number, which need not be cryptographic.
 *
 * @returns at least 0 and less than 1
 * @example
 * const jitter = 0.5 + (yield* effects.random());
 */
export const random: Ask<'random'> = effect('random');

/**
 * Asks for the facts about this machine and process.
 *
 * @returns the platform and the effective user
 * @example
 * const { windows } = yield* effects.host();
 */
export const host: Ask<'host'> = effect('host');

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
