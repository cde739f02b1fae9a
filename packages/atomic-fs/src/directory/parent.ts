import { dirname } from 'node:path';
import type { WriteOutcome } from '../errors.ts';
import { asStep } from '../operation/as-step.ts';
import { fsync, host, open } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { closeQuietly } from './sync-directory.ts';

/** The open directory of a path; undefined where nothing is to be synced, or Windows cannot. */
export type Parent = number | undefined;

/**
 * Opens the directory above a path, for the sync that makes a change of its name durable. Before the
 * change: a process without descriptors, or a directory that may not be read, is found while nothing
 * has changed yet.
 */
export function* openParent(path: string, durability: 'full' | 'atomic'): Operation<Parent> {
  if (durability === 'atomic' || (yield* host()).windows) return undefined;
  return yield* asStep(open(dirname(path), 'directory', 0), { path, step: 'open-directory' });
}

/** Makes a change of a name in it durable, and closes it in any case. */
export function* syncChangedName(
  parent: Parent,
  path: string,
  facts: { readonly outcome?: WriteOutcome; readonly orphan?: string } = {},
): Operation<void> {
  if (parent === undefined) return;
  const step = { path, step: 'sync-directory', outcome: 'changed-not-durable', ...facts } as const;
  try {
    yield* asStep(fsync(parent), step);
  } finally {
    yield* closeParent(parent);
  }
}

/** Runs the change, and closes the directory when it fails: there is nothing to sync then. */
export function* orClose<T>(parent: Parent, change: Operation<T>): Operation<T> {
  try {
    return yield* change;
  } catch (error) {
    yield* closeParent(parent);
    throw error;
  }
}

/** For a change that turned out not to be needed. */
export function* closeParent(parent: Parent): Operation<void> {
  if (parent !== undefined) yield* closeQuietly(parent);
}
