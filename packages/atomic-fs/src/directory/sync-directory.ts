import { close, fsync, host, open } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

/**
 * Makes the names in a directory durable. Windows has no such call, and nothing is done there.
 *
 * @param path - where the directory is
 * @throws the kernel's error, its `code` an errno such as `EIO`; nothing is known to be durable
 *   then
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
 * Closes a descriptor, and ignores an error of that: for one through which nothing is left to be
 * written, since it was only read, or synced.
 *
 * @param fd - the descriptor; it is gone afterwards, whatever happens
 * @example
 * yield* closeQuietly(fd);
 */
export function* closeQuietly(fd: number): Operation<void> {
  try {
    yield* close(fd);
  } catch {
    // The descriptor is gone either way.
  }
}
