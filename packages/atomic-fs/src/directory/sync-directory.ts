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
 * Ignores errors of close: after an fsync nothing is left to flush, and after a failed one its
 * error matters more.
 */
export function* closeQuietly(fd: number): Operation<void> {
  try {
    yield* close(fd);
  } catch {
    // The descriptor is gone either way.
  }
}
