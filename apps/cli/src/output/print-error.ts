import { exitCodes } from '@missionctl/actions';
import type { Context } from '../context/context.ts';
import type { CliError } from '../errors/cli-error.ts';
import type { OutputStyle } from './print-outcome.ts';
import { writeJson, writeLines } from './write-lines.ts';

/** Prints why a command failed, and returns the exit code. */
export function printError(
  context: Context,
  error: CliError,
  { json }: Pick<OutputStyle, 'json'>,
): number {
  if (json) {
    writeJson(context, {
      result: 'error',
      error_code: error.code,
      error_message: error.why === undefined ? error.message : `${error.message}: ${error.why}`,
      hint: error.hint ?? null,
      retryable: error.retryable,
      details: error.details,
    });
  } else {
    writeLines(context, 'stdout', error.report);
    writeLines(context, 'stderr', errorLines(error));
  }
  printStack(context, error);
  return exitCodes[error.code];
}

/**
 * Reports that the output could not be written, which undoes nothing, and returns the exit code.
 */
export function reportWriteFailure(context: Context, error: unknown): number {
  const reason = error instanceof Error ? error.message : String(error);
  try {
    writeLines(context, 'stderr', [
      `error: the output could not be written: ${reason}`,
      '  what the command did stays done',
    ]);
    printStack(context, error);
  } catch {
    // Neither stream can be written; the exit code is all that is left.
  }
  return exitCodes.WRITE_FAILED;
}

/** What failed, why and where, and what to run next. */
export function errorLines({ message, why, hint }: CliError): readonly string[] {
  return [
    `error: ${message}`,
    ...(why === undefined ? [] : [`  ${why}`]),
    ...(hint === undefined ? [] : [`  next: ${hint}`]),
  ];
}

function printStack(context: Context, error: unknown): void {
  if (context.environment('MISSIONCTL_DEBUG') !== '1') return;
  for (let each = error; each instanceof Error; each = each.cause) {
    writeLines(context, 'stderr', (each.stack ?? each.message).split('\n'));
  }
}
