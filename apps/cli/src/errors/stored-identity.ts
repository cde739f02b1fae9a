import type { ErrorCode } from '@missionctl/actions';
import { CliError } from './cli-error.ts';
import { explainError } from './explain-error.ts';

const unstored: ReadonlySet<ErrorCode> = new Set([
  'WRITE_FAILED',
  'LOCK_TIMEOUT',
  'LOCK_UNAVAILABLE',
]);

/** The failure of a first join whose identity was issued already: no session is stored, but that is. */
export function withStoredIdentity(error: unknown): CliError {
  const explained = explainError(error);
  const { code, message, why, hint, retryable, details } = explained;
  if (!unstored.has(code) || 'stored' in details) return explained;
  const kept = 'no session was stored; the identity stays issued, and joining again gets it';
  return new CliError(code, message, {
    why: why === undefined ? kept : `${why}; ${kept}`,
    hint,
    retryable,
    details: {
      ...details,
      stored: { session: 'unchanged', pointer: 'unchanged', identity: 'issued' },
    },
    cause: error,
  });
}
