import type { Issue } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import type { Line } from './line.ts';
import type { Outcome } from './outcome.ts';
import { writeJson, writeLines } from './write-lines.ts';

export interface OutputStyle {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether color is allowed, where the terminal has it. */
  readonly color: boolean;
}

/** Prints what a command did, and returns the exit code. */
export function printOutcome(context: Context, outcome: Outcome, style: OutputStyle): number {
  const { data, lines = [], exitCode = 0, silent = false } = outcome;
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
      warnings: distinct(outcome.warnings ?? []),
    });
  } else {
    writeLines(context, 'stdout', lines, showsColor(context, lines, style.color));
    writeLines(context, 'stderr', messagesOf(outcome, style));
  }
  return exitCode;
}

/** What is said beside the lines. */
export function messagesOf(
  { warnings = [], notes = [] }: Outcome,
  { quiet }: Pick<OutputStyle, 'quiet'>,
): readonly string[] {
  return [...distinct(warnings).map(warningLine), ...(quiet ? [] : notes)];
}

/** Each message once: several sessions may share the directory that it is about. */
function distinct(warnings: readonly Issue[]): readonly Issue[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}

function warningLine({ code, message }: Issue): string {
  // No command but doctor makes a time earlier.
  const remedy = code === 'CLOCK_WENT_BACK' ? ' (if that is wrong: missionctl doctor)' : '';
  return `warning: ${message}${remedy}`;
}

/** The terminal is asked only when a line has a style. */
export function showsColor(context: Context, lines: readonly Line[], wanted: boolean): boolean {
  return (
    wanted &&
    lines.some((line) => typeof line !== 'string') &&
    context.environment('NO_COLOR') === undefined &&
    context.environment('TERM') !== 'dumb' &&
    context.isTerminal('stdout')
  );
}
