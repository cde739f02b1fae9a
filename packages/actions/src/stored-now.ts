import { errnoOf } from '@missionctl/atomic-fs';

/** What is stored once an action of several steps has failed in the middle of them. */
export interface StoredNow {
  /**
   * What became of the session; `unchanged` is as it was before. Where it is something else, readers
   * see that already, and it failed at making it durable, or at what comes after it.
   */
  readonly session: 'unchanged' | 'written' | 'removed' | 'moved-aside';
  /** Whether the mission was taken out of the pointer. */
  readonly pointer: 'unchanged' | 'cleared';
  /** Where the damaged session is kept that was moved aside. */
  readonly quarantined: string | undefined;
}

/**
 * The path that a failed write has changed all the same: readers see it, and a power failure may
 * undo it. Undefined for a failure that changed nothing.
 */
export function changedPath(error: unknown): string | undefined {
  if (errnoOf(error) !== 'ERR_ATOMIC_WRITE') return undefined;
  const { outcome, path } = error as { readonly outcome?: string; readonly path?: string };
  return outcome === 'changed-not-durable' ? path : undefined;
}
