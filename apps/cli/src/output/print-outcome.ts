import type { Actor } from '@missionctl/actions';
import type { Context } from '../context/context.ts';
import type { Line } from './line.ts';
import type { Outcome } from './outcome.ts';
import { reportWriteFailure } from './print-error.ts';
import { type Warning, warningLines } from './warning.ts';
import { writeJson, writeLines, writeNotes } from './write-lines.ts';

export interface OutputStyle {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether color is allowed, where the terminal has it. */
  readonly color: boolean;
  /** Who acted. */
  readonly who: Actor;
}

/**
 * Prints what a command did, and returns the exit code. Notes that cannot be written make nothing
 * fail; where what was asked for cannot be written, they say what was done all the same.
 */
export function printOutcome(context: Context, outcome: Outcome, style: OutputStyle): number {
  const { exitCode = 0, silent = false, verbatim } = outcome;
  if (silent) return exitCode;
  const said = messagesOf(outcome, style);
  try {
    printAsked(context, outcome, style);
  } catch (error) {
    return reportWriteFailure(context, error, said);
  }
  if (!style.json && verbatim === undefined) writeNotes(context, said);
  return exitCode;
}

/** What goes to stdout. */
function printAsked(context: Context, outcome: Outcome, style: OutputStyle): void {
  const { lines = [], verbatim } = outcome;
  if (verbatim !== undefined && !style.json) {
    context.write('stdout', verbatim);
  } else if (style.json) {
    writeJson(context, outcomeEnvelope(outcome, style.who));
  } else {
    writeLines(context, 'stdout', lines, showsColor(context, lines, style.color));
  }
}

/** What a command did, for programs. */
export function outcomeEnvelope(outcome: Outcome, who: Actor): Readonly<Record<string, unknown>> {
  return {
    result: 'success',
    mission_id: outcome.missionId ?? null,
    participant_id: outcome.participantId ?? null,
    resolved_from: outcome.source ?? null,
    acting_as: who.alias,
    acting_from: who.from,
    data: outcome.data,
    warnings: distinct(outcome.warnings ?? []),
  };
}

/** What is said beside the lines. */
export function messagesOf(
  { warnings = [], notes = [] }: Outcome,
  { quiet }: Pick<OutputStyle, 'quiet'>,
): readonly string[] {
  return [...distinct(warnings).flatMap(warningLines), ...(quiet ? [] : notes)];
}

/** Each message once: several sessions may share the directory that it is about. */
function distinct(warnings: readonly Warning[]): readonly Warning[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
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
