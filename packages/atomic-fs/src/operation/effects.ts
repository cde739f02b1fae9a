import type { Call, Effect, Operation, System } from './system.ts';
import { answeredBy, systemAtHand } from './system-at-hand.ts';

type Ask<C extends Call> = (...args: Parameters<System[C]>) => Operation<ReturnType<System[C]>>;

/** The one place where a runner's answer gets its type: it is what `System` says of the call. */
function effect<C extends Call>(call: C): Ask<C> {
  return function* (...args) {
    const system = systemAtHand();
    if (system !== undefined) return ask(system, call, args);
    return (yield { call, args } as Effect) as ReturnType<System[C]>;
  };
}

function ask<C extends Call>(
  system: System,
  call: C,
  args: Parameters<System[C]>,
): ReturnType<System[C]> {
  const method = system[call] as (...args: Parameters<System[C]>) => ReturnType<System[C]>;
  return method.apply(system, args);
}

export const lstat: Ask<'lstat'> = effect('lstat');
export const open: Ask<'open'> = effect('open');
export const fstat: Ask<'fstat'> = effect('fstat');
export const read: Ask<'read'> = effect('read');
export const write: Ask<'write'> = effect('write');
export const fchmod: Ask<'fchmod'> = effect('fchmod');
export const fsync: Ask<'fsync'> = effect('fsync');
export const close: Ask<'close'> = effect('close');
export const rename: Ask<'rename'> = effect('rename');
export const link: Ask<'link'> = effect('link');
export const unlink: Ask<'unlink'> = effect('unlink');
export const mkdir: Ask<'mkdir'> = effect('mkdir');
export const rmdir: Ask<'rmdir'> = effect('rmdir');
export const readdir: Ask<'readdir'> = effect('readdir');
export const enterQueue: Ask<'enterQueue'> = effect('enterQueue');
export const leaveQueue: Ask<'leaveQueue'> = effect('leaveQueue');
export const openLock: Ask<'openLock'> = effect('openLock');
export const tryLock: Ask<'tryLock'> = effect('tryLock');
export const closeLock: Ask<'closeLock'> = effect('closeLock');
export const lockHolder: Ask<'lockHolder'> = effect('lockHolder');
export const pause: Ask<'pause'> = effect('pause');
export const now: Ask<'now'> = effect('now');
export const time: Ask<'time'> = effect('time');
export const random: Ask<'random'> = effect('random');
export const host: Ask<'host'> = effect('host');

/**
 * Runs the caller's synchronous function between two effects. What it runs itself is another run: the
 * System of this one answers nothing of it.
 */
export function* invoke<T>(body: () => T): Operation<T> {
  const system = systemAtHand();
  if (system !== undefined) return answeredBy(undefined, () => system.invoke(body)) as T;
  return (yield { call: 'invoke', args: [body] }) as T;
}
