import { basename, dirname } from 'node:path';
import { errnoOf, FileReadError } from '../errors.ts';
import { childPath } from '../file/child-path.ts';
import { targetOfTempName } from '../file/temp-name.ts';
import { lstat, readdir, time, unlink } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { type LockOptions, withLock } from './file-lock.ts';

/** A pending file whose writer is gone, or still at work: only the target's lock tells which. */
export interface Orphan {
  readonly path: string;
  /** The path that it was to become. */
  readonly target: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** The pending files of a directory, in the order of their names. */
export function* listOrphans(directory: string): Operation<readonly Orphan[]> {
  const orphans: Orphan[] = [];
  for (const name of (yield* namesIn(directory)).toSorted()) {
    const target = targetOfTempName(name);
    if (target === undefined) continue;
    const path = childPath(directory, name);
    const facts = yield* look(path);
    if (facts?.kind !== 'file') continue;
    const { size: bytes, modifiedMs } = facts;
    orphans.push({ path, target: childPath(directory, target), bytes, modifiedMs });
  }
  return orphans;
}

/**
 * Removes the pending files of `target` and of its lock file, of any age. Only for a holder of
 * that target's lock: to anyone else a live writer's pending file looks the same.
 */
function* sweepOrphans(target: string, lockPath: string): Operation<readonly string[]> {
  const swept: string[] = [];
  const directory = dirname(target);
  for (const name of yield* namesIn(directory)) {
    const owner = targetOfTempName(name);
    if (owner !== basename(target) && owner !== basename(lockPath)) continue;
    if (yield* removePending(childPath(directory, name))) swept.push(childPath(directory, name));
  }
  return swept;
}

export type OrphanChoice =
  | { readonly target: string; readonly lockPath: string; readonly timeoutMs?: number }
  | { readonly olderThanMs: number };

/** See `removeOrphans` of the package. */
export function* removeOrphans(
  directory: string,
  choice: OrphanChoice,
): Operation<readonly string[]> {
  if ('target' in choice) {
    return yield* withLock(choice.lockPath, choice, () =>
      sweepOrphans(choice.target, choice.lockPath),
    );
  }
  const newest = (yield* time()) - choice.olderThanMs;
  const removed: string[] = [];
  for (const { path, modifiedMs } of yield* listOrphans(directory)) {
    if (modifiedMs <= newest && (yield* removePending(path))) removed.push(path);
  }
  return removed;
}

/**
 * Runs `body` under the lock of one target, its orphans swept first: how every
 * read-modify-write of this family of packages is done.
 */
export function* underLockOf<T>(
  target: string,
  options: LockOptions & { readonly lockPath: string },
  body: () => Operation<T>,
): Operation<T> {
  return yield* withLock(options.lockPath, options, function* () {
    yield* sweepOrphans(target, options.lockPath);
    return yield* body();
  });
}

function* namesIn(directory: string): Operation<readonly string[]> {
  try {
    return yield* readdir(directory);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw new FileReadError(directory, cause);
  }
}

function* look(path: string): Operation<FileFacts | undefined> {
  try {
    return yield* lstat(path);
  } catch (cause) {
    throw new FileReadError(path, cause);
  }
}

/** What cannot be removed must not stand in a write's way; doctor and listOrphans still show it. */
function* removePending(path: string): Operation<boolean> {
  try {
    yield* unlink(path);
    return true;
  } catch {
    return false;
  }
}
