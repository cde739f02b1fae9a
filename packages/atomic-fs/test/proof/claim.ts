import { AtomicWriteError, errnoOf } from '../../src/index.ts';
import type { Outcome } from '../../src/testing.ts';

/** What a write says that it did. `unreported`: it failed with an error that does not say. */
export type Claim = 'done' | 'unchanged' | 'changed-not-durable' | 'unreported';

/** Before anything was changed: these errors need no outcome. */
const beforeAnyChange: ReadonlySet<string | undefined> = new Set([
  'ERR_LOCK_UNAVAILABLE',
  'ERR_LOCK_TIMEOUT',
  'ERR_FILE_READ',
]);

export function claimOf(outcome: Outcome<unknown>): Claim {
  if (outcome.status === 'returned') return 'done';
  const error = writeErrorOf(outcome);
  if (error !== undefined) return error.outcome;
  return beforeAnyChange.has(errnoOf(errorOf(outcome))) ? 'unchanged' : 'unreported';
}

export function writeErrorOf(outcome: Outcome<unknown>): AtomicWriteError | undefined {
  const error = errorOf(outcome);
  return error instanceof AtomicWriteError ? error : undefined;
}

export function errorOf(outcome: Outcome<unknown>): unknown {
  return outcome.status === 'threw' ? outcome.error : undefined;
}
