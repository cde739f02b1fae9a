import { close, fsync, host, open } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * Makes the names in a directory durable. Windows has no such call, and nothing is done there.
 *
 * @param path - the directory whose names are synced, not its own name in its parent.
 * @throws the errno error of the call that failed
 * @example
 * yield* syncDirectory('/home/me/.tool');
 */
export function* syncDirectory(path: string): Operation<void> {
  if ((yield* host()).windows) return;
  const fd = yield* open(path, 'directory', 0);
  try {
    yield* fsync(fd);
  } finally {
    yield* closeQuietly(fd);
  }
}

/**
 * Ignores a failing close: after a sync nothing is left to flush, and after another error that one
 * matters.
 */
export function* closeQuietly(fd: number): Operation<void> {
  try {
    yield* close(fd);
  } catch {
    // The descriptor is gone either way.
  }
}
