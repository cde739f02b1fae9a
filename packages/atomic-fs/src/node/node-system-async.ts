import {
  fchmod,
  fsync,
  link,
  lstat,
  mkdir,
  open,
  read,
  readdir,
  readlink,
  rename,
  rmdir,
  unlink,
  write,
} from 'node:fs';
import { errnoOf } from '../errors.ts';
import type { Call, System } from '../operation/system.ts';
import { exactFactsOf, factsOf, isInexact } from './file-facts.ts';
import { leaveQueue, waitInQueue } from './lock-queue.ts';
import { openFlags } from './open-flags.ts';
import { withoutChanges } from './without-changes.ts';

export type Settle<T> = (error: unknown, value?: T) => void;

/** The calls that must not block the event loop; all others are the synchronous system's. */
export type AsyncSystem = {
  readonly [C in Call]?: (
    settle: Settle<ReturnType<System[C]>>,
    ...args: Parameters<System[C]>
  ) => void;
};

// Numeric descriptors through callbacks: a FileHandle would be closed by the garbage collector.
// Two calls are left out, since neither waits for a disk: fstat reads an inode that is in memory,
// and a local close flushes nothing. A turn through the thread pool costs far more.
const files: AsyncSystem = withoutChanges({
  lstat: (settle, path) => {
    const fail = (error: unknown): void => settle(errnoOf(error) === 'ENOENT' ? null : error);
    lstat(path, (error, stats) => {
      if (error !== null) fail(error);
      else if (!isInexact(stats)) settle(null, factsOf(stats));
      else {
        lstat(path, { bigint: true }, (again, exact) =>
          again === null ? settle(null, exactFactsOf(exact)) : fail(again),
        );
      }
    });
  },
  open: (settle, path, intent, mode) => open(path, openFlags[intent], mode, settle),
  read: (settle, fd, buffer, offset) =>
    read(fd, buffer, offset, buffer.length - offset, null, settle),
  write: (settle, fd, bytes, offset) =>
    write(fd, bytes, offset, bytes.length - offset, null, settle),
  fchmod: (settle, fd, mode) => fchmod(fd, mode, settle),
  fsync: (settle, fd) => fsync(fd, settle),
  rename: (settle, from, to) => rename(from, to, settle),
  link: (settle, existing, name) => link(existing, name, settle),
  unlink: (settle, path) => unlink(path, settle),
  mkdir: (settle, path, mode) => mkdir(path, { mode }, (error) => settle(error)),
  rmdir: (settle, path) => rmdir(path, settle),
  readdir: (settle, path) => readdir(path, settle),
  readlink: (settle, path) => readlink(path, settle),
});

/**
 * The asynchronous calls of one run. Only waiting can be aborted: a write that began is finished.
 */
export function nodeSystemAsync(signal: AbortSignal | undefined): AsyncSystem {
  return {
    ...files,
    pause: (settle, ms) =>
      abortable(signal, settle, (done) => {
        const timer = setTimeout(done, ms);
        return () => clearTimeout(timer);
      }),
    enterQueue: (settle, path, timeoutMs) =>
      abortable(signal, settle, (done) => waitInQueue(path, timeoutMs, done).cancel),
    throwIfAborted: (settle) => settle(signal?.aborted === true ? reasonOf(signal) : null),
    leaveQueue: (settle, path) => {
      leaveQueue(path);
      settle(null);
    },
  };
}

/** An abort for the reason `null` is an abort all the same. */
function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? new DOMException('the wait was aborted', 'AbortError');
}

/** Starts a wait that an abort ends early, with the signal's reason. */
function abortable<T>(
  signal: AbortSignal | undefined,
  settle: Settle<T>,
  start: (done: (value: T) => void) => () => void,
): void {
  let cancel = (): void => {};
  const onAbort = (): void => {
    cancel();
    settle(reasonOf(signal));
  };
  if (signal?.aborted === true) {
    onAbort();
    return;
  }
  // Before the start: a wait that is over at once must find its listener, and take it away.
  signal?.addEventListener('abort', onAbort, { once: true });
  cancel = start((value) => {
    signal?.removeEventListener('abort', onAbort);
    settle(null, value);
  });
}
