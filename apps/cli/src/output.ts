import type { Issue } from '@missionctl/session-model';
import type { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';

export interface OutputStyle {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Tells what a command did, and returns the exit code. */
export function tellOutcome(context: Context, outcome: Outcome, style: OutputStyle): number {
  const { data, warnings = [], lines = [], notes = [] } = outcome;
  if (style.json) {
    writeLines(context, 'stdout', [
      JSON.stringify({
        result: 'success',
        mission_id: outcome.missionId ?? null,
        participant_id: outcome.participantId ?? null,
        resolved_from: outcome.source ?? null,
        data,
        warnings,
      }),
    ]);
    return 0;
  }
  writeLines(context, 'stdout', lines);
  writeLines(context, 'stderr', [...warnings.map(warningLine), ...(style.quiet ? [] : notes)]);
  return 0;
}

/** Tells why a command failed, and returns the exit code. */
export function tellError(context: Context, error: CliError, style: OutputStyle): number {
  const why = error.why === undefined ? [] : [error.why];
  if (style.json) {
    writeLines(context, 'stdout', [
      JSON.stringify({
        result: 'error',
        error_code: error.code,
        error_message: [error.message, ...why].join(': '),
        hint: error.hint ?? null,
        retryable: error.retryable,
        details: error.details,
      }),
    ]);
  } else {
    const hint = error.hint === undefined ? [] : [`next: ${error.hint}`];
    writeLines(context, 'stdout', error.report);
    writeLines(context, 'stderr', [
      `error: ${error.message}`,
      ...why.map(indented),
      ...hint.map(indented),
    ]);
  }
  if (context.environment('MISSIONCTL_DEBUG') === '1') tellStack(context, error);
  return exitCodes[error.code];
}

function tellStack(context: Context, error: CliError): void {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    writeLines(context, 'stderr', [each.stack ?? each.message]);
  }
}

function warningLine({ message }: Issue): string {
  return `warning: ${message}`;
}

function indented(line: string): string {
  return `  ${line}`;
}

function writeLines(context: Context, stream: 'stdout' | 'stderr', lines: readonly string[]): void {
  if (lines.length > 0) context.write(stream, `${lines.join('\n')}\n`);
}
