import type { Issue } from '@missionctl/session-model';
import type { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { escaped, harmless, type Line, painted, piecesOf, textOf } from './line.ts';
import type { Outcome } from './outcome.ts';

export interface OutputStyle {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether there may be colour, where there can be. */
  readonly color: boolean;
}

/** Tells what a command did, and returns the exit code. */
export function tellOutcome(context: Context, outcome: Outcome, style: OutputStyle): number {
  const { data, lines = [], notes = [], exitCode = 0, silent = false } = outcome;
  const warnings = distinct(outcome.warnings ?? []);
  if (silent) return exitCode;
  if (outcome.verbatim !== undefined) {
    context.write('stdout', outcome.verbatim);
    return exitCode;
  }
  if (style.json) {
    writeJson(context, {
      result: 'success',
      mission_id: outcome.missionId ?? null,
      participant_id: outcome.participantId ?? null,
      resolved_from: outcome.source ?? null,
      data,
      warnings,
    });
  } else {
    writeLines(context, 'stdout', lines, showsColour(context, lines, style.color));
    writeLines(context, 'stderr', [...warnings.map(warningLine), ...(style.quiet ? [] : notes)]);
  }
  return exitCode;
}

/** Each once: several sessions may have a directory in common. */
function distinct(warnings: readonly Issue[]): readonly Issue[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}

/** Tells why a command failed, and returns the exit code. */
export function tellError(
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
    writeLines(context, 'stderr', sentences(error));
  }
  if (context.environment('MISSIONCTL_DEBUG') === '1') tellStack(context, error);
  return exitCodes[error.code];
}

/** Tells that the telling itself failed: what the command did is done, and nobody heard of it. */
export function tellUnwritten(context: Context, error: unknown): number {
  const reason = error instanceof Error ? error.message : String(error);
  try {
    writeLines(context, 'stderr', [
      `error: the output could not be written: ${reason}`,
      '  what was done stays done',
    ]);
    if (context.environment('MISSIONCTL_DEBUG') === '1') tellStack(context, error);
  } catch {
    // Neither stream can be written; the exit code is all that is left.
  }
  return exitCodes.WRITE_FAILED;
}

/** What, why and where, and what to run next. */
function sentences({ message, why, hint }: CliError): readonly string[] {
  return [
    `error: ${message}`,
    ...(why === undefined ? [] : [`  ${why}`]),
    ...(hint === undefined ? [] : [`  next: ${hint}`]),
  ];
}

function tellStack(context: Context, error: unknown): void {
  for (let each = error; each instanceof Error; each = each.cause) {
    writeLines(context, 'stderr', (each.stack ?? each.message).split('\n'));
  }
}

function warningLine({ message }: Issue): string {
  return `warning: ${message}`;
}

/** In ASCII, so that it is one line by every reader's notion of a line. */
function writeJson(context: Context, envelope: object): void {
  const line = JSON.stringify(envelope).replace(/[\u007f-\uffff]/g, escaped);
  context.write('stdout', `${line}\n`);
}

function writeLines(
  context: Context,
  stream: 'stdout' | 'stderr',
  lines: readonly Line[],
  colour = false,
): void {
  const shown = lines.map((line) =>
    piecesOf(line)
      .map((piece) => {
        const text = harmless(textOf(piece));
        return colour ? painted(text, piece) : text;
      })
      .join(''),
  );
  if (shown.length > 0) context.write(stream, `${shown.join('\n')}\n`);
}

/** Asked only where a line has something to stand out. */
function showsColour(context: Context, lines: readonly Line[], wanted: boolean): boolean {
  return (
    wanted &&
    lines.some((line) => typeof line !== 'string') &&
    context.environment('NO_COLOR') === undefined &&
    context.environment('TERM') !== 'dumb' &&
    context.isTerminal('stdout')
  );
}
