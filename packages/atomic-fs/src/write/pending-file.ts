import { closeQuietly } from '../directory/sync-directory.ts';
import { AtomicWriteError, errnoOf } from '../errors.ts';
import { type TempKind, tempPathFor } from '../name/temp-name.ts';
import { asStep } from '../operation/as-step.ts';
import { close, fstat, fsync, open, unlink, write } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { type FileRights, firstModeOf, setRights } from './file-rights.ts';

export interface Content extends FileRights {
  readonly bytes: Uint8Array;
  readonly durability: 'full' | 'atomic';
}

const nameAttempts = 8;

/**
 * Writes a complete file under a new temp name beside the target, by default a pending one: created
 * exclusively with its final mode, every byte written, its size checked, synced and closed. The
 * path of it; on a failure nothing is left behind.
 */
export function* stage(
  target: string,
  content: Content,
  kind: TempKind = 'tmp',
): Operation<string> {
  const pending = yield* createPending(target, firstModeOf(content), kind);
  try {
    yield* fillAndClose(pending.fd, target, content);
    return pending.path;
  } catch (error) {
    throw yield* discard(pending.path, error);
  }
}

/** Unlinks a pending file because of `error`, and returns that error, with the orphan in it. */
export function* discard(pending: string, error: unknown): Operation<unknown> {
  const left = yield* dropPending(pending);
  if (left === undefined || !(error instanceof AtomicWriteError)) return error;
  return new AtomicWriteError({ ...error, orphan: pending, cause: error.cause });
}

/**
 * Unlinks a pending file. The cause when it is still there; undefined when it is gone, which it
 * also is when a holder of the target's lock has swept it.
 */
export function* dropPending(pending: string): Operation<{ readonly cause: unknown } | undefined> {
  try {
    yield* unlink(pending);
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') return { cause };
  }
  return undefined;
}

function* createPending(
  target: string,
  mode: number,
  kind: TempKind,
): Operation<{ path: string; fd: number }> {
  for (let left = nameAttempts - 1; ; left -= 1) {
    const path = yield* tempPathFor(target, kind);
    try {
      return { path, fd: yield* open(path, 'create', mode) };
    } catch (cause) {
      if (errnoOf(cause) === 'EEXIST' && left > 0) continue;
      throw new AtomicWriteError({ path: target, step: 'create', outcome: 'unchanged', cause });
    }
  }
}

/** Writes all of a file that was just created, checks it, syncs it, and closes it in any case. */
export function* fillAndClose(fd: number, path: string, content: Content): Operation<void> {
  try {
    yield* fill(fd, path, content);
  } catch (error) {
    yield* closeQuietly(fd);
    throw error;
  }
  yield* asStep(close(fd), { path, step: 'close' });
}

function* fill(fd: number, path: string, content: Content): Operation<void> {
  yield* asStep(writeAll(fd, content.bytes), { path, step: 'write' });
  const found = yield* asStep(checkSize(fd, content.bytes.length), { path, step: 'verify' });
  const isChanged = yield* setRights({ fd, path }, found, content);
  if (isChanged || content.durability === 'full') yield* asStep(fsync(fd), { path, step: 'sync' });
}

/** A write may be short without an error; on a full disk the next write then fails. */
function* writeAll(fd: number, bytes: Uint8Array): Operation<void> {
  for (let offset = 0; offset < bytes.length; ) {
    const written = yield* write(fd, bytes, offset);
    if (written === 0) throw new Error(`none of ${bytes.length - offset} bytes was written`);
    offset += written;
  }
}

function* checkSize(fd: number, size: number): Operation<FileFacts> {
  const facts = yield* fstat(fd);
  if (facts.size === size) return facts;
  throw new Error(`the file has ${facts.size} bytes, ${size} were written`);
}
