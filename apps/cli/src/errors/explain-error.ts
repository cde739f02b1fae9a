import { classifyError } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Context } from '../context/context.ts';
import { CliError } from './cli-error.ts';
import { detailsOf, type ErrorFacts } from './error-details.ts';
import { type Phrase, phrases } from './error-phrases.ts';

/**
 * Turns anything that was thrown into a `CliError`; an unknown error becomes `UNEXPECTED`.
 *
 * @param account Finds the accounts of the users that an error names.
 */
export function explainError(error: unknown, account?: Context['account']): CliError {
  if (error instanceof CliError) return error;
  const phrase = phrases[errnoOf(error) ?? ''];
  if (phrase === undefined || !(error instanceof Error)) return unexpected(error);
  if ('storedNow' in error) return explainIncomplete(error, phrase, account);
  const { code, retryable } = classifyError(error);
  // The cause of an error is not enumerable.
  const facts: ErrorFacts = Object.assign({ account, cause: error.cause }, error);
  return new CliError(code, phrase.message?.(facts) ?? error.message, {
    why: code === 'RUNTIME_UNUSABLE' ? restricted.why : phrase.why?.(facts),
    hint: code === 'RUNTIME_UNUSABLE' ? restricted.hint : phrase.hint?.(facts, code),
    retryable,
    details: detailsOf(facts),
    cause: error,
  });
}

/** Whatever the permission model allows, nothing can be written under it. */
const restricted = {
  why: "Node's permission model is on, and under it no file can be made private and durable",
  hint: 'run it again without --permission (in NODE_OPTIONS too)',
};

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'run it again with MISSIONCTL_DEBUG=1 to see the stack';
  return new CliError('UNEXPECTED', message, { hint, cause: error });
}

/** What failed is the cause, and this error says what is stored. */
function explainIncomplete(error: Error, { hint }: Phrase, account?: Context['account']): CliError {
  const { code, message, why, retryable, details } = explainError(error.cause, account);
  return new CliError(code, message, {
    why: why === undefined ? error.message : `${why}; ${error.message}`,
    hint: hint?.(error, code),
    retryable,
    details: { ...details, ...detailsOf(error) },
    cause: error,
  });
}
