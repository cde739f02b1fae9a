import { classifyError } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Context } from '../context/context.ts';
import { CliError } from './cli-error.ts';
import { detailsOf, type ErrorFacts } from './error-details.ts';
import { phrases } from './error-phrases.ts';

/**
 * Turns anything that was thrown into a `CliError`; an unknown error becomes `UNEXPECTED`.
 *
 * @param account Finds the accounts of the users that an error names.
 */
export function explainError(error: unknown, account?: Context['account']): CliError {
  if (error instanceof CliError) return error;
  const phrase = phrases[errnoOf(error) ?? ''];
  if (phrase === undefined || !(error instanceof Error)) return unexpected(error);
  if (errnoOf(error) === 'ERR_LEAVE_INCOMPLETE') return explainLeave(error, account);
  const { code, retryable } = classifyError(error);
  // Errors have no field of this name; their own fields are as they were.
  const facts: ErrorFacts = Object.assign({ account }, error);
  return new CliError(code, phrase.message?.(facts) ?? error.message, {
    why: phrase.why?.(facts),
    hint: phrase.hint?.(facts, code),
    retryable,
    details: detailsOf(facts),
    cause: error,
  });
}

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'run it again with MISSIONCTL_DEBUG=1 to see the stack';
  return new CliError('UNEXPECTED', message, { hint, cause: error });
}

/** The pointer no longer names the mission, so the same command may not find it again. */
function explainLeave(error: Error, account?: Context['account']): CliError {
  const { code, message, why, retryable, details } = explainError(error.cause, account);
  const missionId = 'missionId' in error ? String(error.missionId) : '<mission>';
  return new CliError(code, message, {
    why: why === undefined ? error.message : `${why}; ${error.message}`,
    hint: `missionctl leave ${missionId} --yes`,
    retryable,
    details,
    cause: error,
  });
}
