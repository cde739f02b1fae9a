import type { Operation } from '../operation/system.ts';
import { disconnect } from './disconnect.ts';
import type { OpenedLock } from './lock-file.ts';

/**
 * The connection that a lock handle keeps between two locks. Whoever takes a lock takes the
 * connection out, and gives it back with the lock: so nobody else can use it meanwhile, and who
 * finds none opens another.
 */
export interface KeptConnection {
  /** The connection; undefined while a lock has it, and before the first one. */
  idle: OpenedLock | undefined;
  /** Whether `closeKept` was called: nothing is kept from then on. */
  closed: boolean;
}

/**
 * Returns a place in which the locks of one path leave their connection for the next one.
 *
 * @returns the place, with no connection in it
 * @example
 * const kept = keptConnection();
 * yield* withLock(path, { kept }, () => replaceFile(file, text));
 */
export function keptConnection(): KeptConnection {
  return { idle: undefined, closed: false };
}

/**
 * Closes the connection that is kept. That of a lock that is held is closed when it is released.
 *
 * @param path - the lock file
 * @param kept - where its connection is kept
 * @example
 * yield* closeKept('/home/me/.tool/state.lck', kept);
 */
export function* closeKept(path: string, kept: KeptConnection): Operation<void> {
  kept.closed = true;
  const opened = takeIdle(kept);
  if (opened !== undefined) yield* disconnect(path, opened.connection);
}

export function takeIdle(kept: KeptConnection | undefined): OpenedLock | undefined {
  const opened = kept?.idle;
  if (kept !== undefined) kept.idle = undefined;
  return opened;
}

/** Whether there is room for the connection of a lock that was freed. */
export function hasRoom(kept: KeptConnection | undefined): kept is KeptConnection {
  return kept !== undefined && !kept.closed && kept.idle === undefined;
}
