import { leaveQueue } from '../node/lock/lock-queue.ts';
import { nodeSystem } from '../node/node-system.ts';
import { invoke } from '../operation/effects.ts';
import { run } from '../operation/run.ts';
import type { BlockingOptions } from '../operation/run-options.ts';
import { runSync } from '../operation/run-sync.ts';
import type { System } from '../operation/system.ts';
import {
  abortSignal,
  callback,
  checkOptions,
  milliseconds,
  oneOf,
  type Rules,
} from '../options/check-options.ts';
import { type HeldLock, type LockOptions, releaseLock, takeLock, withLock } from './file-lock.ts';
import type { KeptConnection } from './kept-connection.ts';
import { withSuppressed } from './with-suppressed.ts';

/** A kernel lock that this process holds until `release`, or until it dies. */
export interface FileLock extends Disposable {
  /** The absolute path of the lock file. */
  readonly path: string;
  /**
   * Frees the lock. A second release does nothing.
   * @throws ERR_LOCK_LOST when the lock file was deleted or replaced while the lock was held; the
   *   lock is freed all the same
   */
  release(): void;
}

/** How long to wait for a lock, and what ends the waiting early. */
export interface AcquireOptions extends LockOptions, BlockingOptions {
  /** Ends the waiting; the promise rejects with the signal's reason, and nothing is held. */
  readonly signal?: AbortSignal | undefined;
}

/** Which lock, and where its connection is kept for the next time. */
export interface LockPlace {
  readonly path: string;
  readonly kept?: KeptConnection | undefined;
}

/** A body, or options and a body: what follows the path of `withLock`. */
export type BodyArguments<O, B> = readonly [body: B] | readonly [options: O | undefined, body: B];

const lockRules: Rules<LockOptions> = { timeoutMs: milliseconds };
const waitRules: Rules<AcquireOptions> = {
  ...lockRules,
  signal: abortSignal,
  blocking: oneOf('mixed', 'pool'),
};

export async function acquireAt(
  place: LockPlace,
  options: AcquireOptions | undefined,
): Promise<FileLock> {
  return await acquire(place, checkOptions(options, waitRules));
}

async function acquire(
  { path, kept }: LockPlace,
  { timeoutMs, ...how }: AcquireOptions,
): Promise<FileLock> {
  const lock = await run(takeLock(path, { timeoutMs, kept }), how);
  return fileLock(lock, releasing);
}

export function acquireAtNow(
  { path, kept }: LockPlace,
  options: LockOptions | undefined,
): FileLock {
  const { timeoutMs } = checkOptions(options, lockRules);
  return fileLock(runSync(takeLock(path, { timeoutMs, kept })), nodeSystem);
}

export async function holdAt<T>(
  place: LockPlace,
  args: BodyArguments<AcquireOptions, () => Promise<T> | T>,
): Promise<T> {
  const [options, body] = optionsAndBody(args);
  const checked = checkOptions(options, waitRules);
  const lock = await acquire(place, checked);
  let result: T;
  try {
    refuseAborted(checked.signal);
    result = await body();
  } catch (error) {
    throw withSuppressed(error, lossOf(lock));
  }
  lock.release();
  return result;
}

export function holdAtNow<T>(
  { path, kept }: LockPlace,
  args: BodyArguments<LockOptions, () => T>,
): T {
  const [options, body] = optionsAndBody(args);
  const { timeoutMs } = checkOptions(options, lockRules);
  return runSync(withLock(path, { timeoutMs, kept }, () => invoke(body)));
}

function optionsAndBody<O, B>(args: BodyArguments<O, B>): readonly [O | undefined, B] {
  const [options, body] = args.length === 1 ? [undefined, args[0]] : args;
  callback('body', body);
  return [options, body];
}

/** Between the lock and the body a caller's code can run, and abort. */
function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw signal.reason;
}

function lossOf(lock: FileLock): unknown {
  try {
    lock.release();
  } catch (lost) {
    return lost;
  }
  return undefined;
}

/** Releasing waits for nothing; but whoever was in the queue has to leave it. */
const releasing: System = { ...nodeSystem, leaveQueue };

function fileLock(lock: HeldLock, system: System): FileLock {
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    const lost = runSync(releaseLock(lock), system);
    if (lost !== undefined) throw lost;
  };
  return { path: lock.path, release, [Symbol.dispose]: release };
}
