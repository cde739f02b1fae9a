import { FileTooLargeError } from '@missionctl/atomic-fs';
import {
  lookAgain,
  type Operation,
  readRegularFile,
  replaceFile,
  syncEarlierChange,
  underLockOf,
} from '@missionctl/atomic-fs/operations';
import { decodeUtf8, type Issue } from '@missionctl/strict-json';
import { decodeWith, encodeWith, issuesOf } from '../codec/call-codec.ts';
import { StateConflictError, StateDamagedError, StateInvalidError } from '../errors.ts';
import { requireWait } from '../options/require-wait.ts';
import type { LockWait } from '../options/wait.ts';
import type { StoredState } from '../read/found-state.ts';
import { readStored } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { versionOf } from '../version.ts';

/** The document while its lock is held. */
export interface LockedState<T> {
  /** What is there now. */
  readonly read: () => Operation<StoredState<T>>;
  /** The same, where damage is a fault. @throws ERR_STATE_DAMAGED */
  readonly require: () => Operation<WritableState<T>>;
  /**
   * Writes a value over what was read, durably, unless another came between: then everything is done
   * again from the reading on.
   */
  readonly write: (value: T, over: WritableState<T>) => Operation<WrittenState<T>>;
}

/** What may be written over: never something damaged. */
export type WritableState<T> = Exclude<StoredState<T>, { readonly status: 'damaged' }>;

/** What was written. */
export interface WrittenState<T> {
  /** As a reader finds it from now on. */
  readonly value: T;
  /** The version of what is there now. */
  readonly version: string;
  /** False when the file said exactly this already; then only its directory was synced. */
  readonly changed: boolean;
}

/**
 * Runs `body` under the lock of the document, the pending files of dead writers removed. The body
 * runs again, up to ten times, when a writer that takes no lock came between its reading and its
 * writing.
 *
 * @param file - which document; its directory must exist
 * @param options - how long to wait, and the warnings of the directories
 * @param body - reads, decides and writes; is run again from the start
 * @returns what the body returns
 * @throws ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_STATE_CONFLICT after ten
 *   attempts, TypeError and RangeError for options that cannot be, and what the body throws
 * @example
 * const warnings = yield* settings.guard('write');
 * yield* withLockedState(settings, { warnings }, function* ({ require, write }) {
 *   const found = yield* require();
 *   return yield* write({ ...found.value, theme: 'dark' }, found);
 * });
 */
export function* withLockedState<T, R>(
  file: StateFile<T>,
  options: LockWait & { readonly warnings: readonly Issue[] },
  body: (locked: LockedState<T>) => Operation<R>,
): Operation<R> {
  requireWait(options);
  const { path, lockPath } = file;
  const { timeoutMs = 5000, warnings } = options;
  // The body may have written another file, whose conflict is none of this one.
  const isConflict = (error: unknown): boolean =>
    error instanceof StateConflictError && error.path === path;
  return yield* underLockOf(path, { lockPath, timeoutMs, isConflict }, (attempt) =>
    body(lockedState(file, { warnings, attempt })),
  );
}

/** What is known when a document is used under a lock that is held. */
export interface LockedOptions {
  /** The warnings of the directories. */
  readonly warnings: readonly Issue[];
  /** The number of the attempt, which a conflict names; default 1. */
  readonly attempt?: number | undefined;
}

/**
 * The document for whoever holds a lock that protects it already: that of several documents which are
 * changed together.
 *
 * @param file - which document; its directory must exist, and the lock must be held as long as the
 *   result is used
 * @param options - the warnings of the directories, and the number of the attempt, which a conflict
 *   names; default 1
 * @returns what reads and writes it; `write` throws ERR_STATE_CONFLICT when a writer without the lock
 *   came between
 * @example
 * yield* withLock(lockPath, {}, function* () {
 *   const { require, write } = lockedState(settings, { warnings: [] });
 *   const found = yield* require();
 *   yield* write({ ...found.value, theme: 'dark' }, found);
 * });
 */
export function lockedState<T>(
  file: StateFile<T>,
  { warnings, attempt = 1 }: LockedOptions,
): LockedState<T> {
  return {
    read: () => readStored(file, warnings),
    require: () => requireWhole(readStored(file, warnings)),
    write: (value, over) => writeState(file, value, { over, attempt }),
  };
}

function* requireWhole<T>(reading: Operation<StoredState<T>>): Operation<WritableState<T>> {
  const stored = yield* reading;
  if (stored.status === 'damaged') throw new StateDamagedError(stored);
  return stored;
}

/**
 * Writes a value; what a reader could not take for the document is refused, and nothing is written.
 * The file is looked at once more just before the rename.
 */
function* writeState<T>(
  { path, codec, check, maxBytes, durability }: StateFile<T>,
  value: T,
  { over, attempt }: { readonly over: WritableState<T>; readonly attempt: number },
): Operation<WrittenState<T>> {
  const issues = issuesOf(check, value);
  if (issues.some(({ severity }) => severity === 'error'))
    throw new StateInvalidError(path, issues);
  const text = encodeWith(codec, value, over.status === 'present' ? over.keep : undefined);
  const bytes = new TextEncoder().encode(text);
  const decoded = decodeWith(codec, decodeUtf8(bytes) ?? '');
  if (!decoded.ok) throw new StateInvalidError(path, decoded.issues);
  if (bytes.length > maxBytes) throw new FileTooLargeError(path, bytes.length, maxBytes);
  const version = versionOf(bytes);
  const expected = over.status === 'present' ? over.version : undefined;
  if (version === expected) {
    // Its writer may have been killed before that was durable.
    if (durability === 'full') yield* syncEarlierChange(path);
    return { value: decoded.value, version, changed: false };
  }
  yield* replaceFile(path, bytes, {
    durability,
    *beforeRename() {
      const now = yield* lookAgain(path, versionAt(path, maxBytes), 'unreadable');
      if (now !== expected) throw new StateConflictError(path, attempt);
    },
  });
  return { value: decoded.value, version, changed: true };
}

function* versionAt(path: string, maxBytes: number): Operation<string | undefined> {
  const file = yield* readRegularFile(path, { maxBytes });
  return file === undefined ? undefined : versionOf(file.bytes);
}
