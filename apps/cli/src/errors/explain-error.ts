import { classifyError } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { SessionAddress } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { CliError } from './cli-error.ts';
import { correctedLine } from './corrected-line.ts';
import { detailsOf, type ErrorFacts } from './error-details.ts';
import { type Phrase, phrases } from './error-phrases.ts';

/** Where an error comes from; each part is left out where it is not known. */
export interface ErrorSurroundings {
  /** Finds the accounts of the users that an error names. */
  readonly account?: Context['account'];
  /** Whether a person at a terminal may read this. */
  readonly onTerminal?: () => boolean;
  /** The command line. */
  readonly argv?: readonly string[];
  /** The name of the command. */
  readonly command?: string | undefined;
  /** The path of the home; undefined where there is none. */
  readonly home?: () => string | undefined;
  /** Lists the sessions of the home, sound or not; none where they cannot be listed. */
  readonly sessions?: () => readonly SessionAddress[];
}

/** Turns anything that was thrown into a `CliError`; an unknown error becomes `UNEXPECTED`. */
export function explainError(error: unknown, around: ErrorSurroundings = {}): CliError {
  if (error instanceof CliError) return corrected(error, around);
  const phrase = phrases[errnoOf(error) ?? ''];
  if (phrase === undefined || !(error instanceof Error)) return unexpected(error);
  if ('storedNow' in error) return explainIncomplete(error, phrase, around);
  const { code, retryable } = classifyError(error);
  // The cause of an error is not enumerable.
  const facts: ErrorFacts = Object.assign({ ...around, cause: error.cause }, error);
  return new CliError(code, phrase.message?.(facts) ?? error.message, {
    why: code === 'RUNTIME_UNUSABLE' ? restricted.why : phrase.why?.(facts),
    hint: code === 'RUNTIME_UNUSABLE' ? restricted.hint : phrase.hint?.(facts, code),
    retryable,
    details: detailsOf(facts),
    cause: error,
  });
}

/** With the command line as it was probably wanted for a hint, where a word of it was mistyped. */
function corrected(error: CliError, { argv }: ErrorSurroundings): CliError {
  const { code, message, typo } = error;
  const hint = typo && correctedLine(argv, typo);
  if (hint === undefined) return error;
  return new CliError(code, message, { ...error, hint, cause: error.cause });
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
function explainIncomplete(error: Error, { hint }: Phrase, around: ErrorSurroundings): CliError {
  const { code, message, why, retryable, details } = explainError(error.cause, around);
  return new CliError(code, message, {
    why: why === undefined ? error.message : `${why}; ${error.message}`,
    hint: hint?.(error, code),
    retryable,
    details: { ...details, ...detailsOf(error) },
    cause: error,
  });
}
