import { type Actor, exitCodes } from '@missionctl/actions';
import type { Context } from '../context/context.ts';
import type { CliError } from '../errors/cli-error.ts';
import { warningLines } from './warning.ts';
import { writeJson, writeLines, writeNotes } from './write-lines.ts';

/** Prints why a command failed, and returns the exit code: that of the failure, whatever can be written. */
export function printError(
  context: Context,
  error: CliError,
  { json, who }: { readonly json: boolean; readonly who: Actor },
): number {
  try {
    if (json) writeJson(context, errorEnvelope(error, who));
    else writeLines(context, 'stdout', error.report);
    if (!json) writeNotes(context, errorLines(error));
  } catch (unwritten) {
    writeNotes(context, [...errorLines(error), unwrittenLine(unwritten)]);
  }
  printStack(context, error);
  return exitCodes[error.code];
}

/** Why a command failed, for programs. */
export function errorEnvelope(error: CliError, who: Actor): Readonly<Record<string, unknown>> {
  return {
    result: 'error',
    error_code: error.code,
    error_message: error.why === undefined ? error.message : `${error.message}: ${error.why}`,
    hint: error.hint ?? null,
    retryable: error.retryable,
    acting_as: who.alias,
    acting_from: who.from,
    details: error.details,
    warnings: error.warnings,
  };
}

/**
 * Reports that the output could not be written, which undoes nothing, and returns the exit code.
 *
 * @param said What was done, and what there is to know about it.
 */
export function reportWriteFailure(
  context: Context,
  error: unknown,
  said: readonly string[] = [],
): number {
  const done = '  what the command did stays done';
  writeNotes(context, [`error: ${unwrittenLine(error)}`, done, ...said]);
  printStack(context, error);
  return exitCodes.WRITE_FAILED;
}

function unwrittenLine(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `the output could not be written: ${reason}`;
}

/** What failed, why and where, and what to run next. */
export function errorLines(error: CliError): readonly string[] {
  const { code, message, why, aside, hint, warnings } = error;
  return [
    ...warnings.flatMap(warningLines),
    // That another was there before is no error, and its message says so by itself.
    code === 'COLLISION' ? message : `error: ${message}`,
    ...[...(why === undefined ? [] : [why]), ...aside].map((line) => `  ${line}`),
    ...(hint === undefined ? [] : [`  next: ${hint}`]),
  ];
}

function printStack(context: Context, error: unknown): void {
  if (context.environment('MISSIONCTL_DEBUG') !== '1') return;
  for (let each = error; each instanceof Error; each = each.cause) {
    writeNotes(context, (each.stack ?? each.message).split('\n'));
  }
}
