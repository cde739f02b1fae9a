import { errnoOf } from '@missionctl/atomic-fs';
import type { Culprit, ProgramError } from '../../context/program/program-error.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** Why a command was not started, for whoever wanted to run it. */
export function notStarted(command: string, error: unknown): unknown {
  const reason = errnoOf(error);
  if (!(error instanceof Error) || reason === undefined) return error;
  const { message, culprit } = error as ProgramError;
  const why = 'nothing was run';
  const facts = { why, details: { command, reason, ...culprit }, cause: error };
  if (reason === 'ENOENT') {
    const hint = 'check its spelling, and PATH';
    return new CliError('COMMAND_NOT_FOUND', `command not found: '${command}'`, { ...facts, hint });
  }
  const hint = hintFor(command, reason, culprit);
  return new CliError('NOT_EXECUTABLE', message, { ...facts, hint });
}

function hintFor(
  command: string,
  reason: string,
  culprit: Culprit | undefined,
): string | undefined {
  if (culprit !== undefined && 'variable' in culprit) {
    const { variable } = culprit;
    return /^\w+$/.test(variable) ? `unset ${variable}` : undefined;
  }
  if (reason === 'E2BIG') return 'pass long input in a file, or on stdin';
  if (reason === 'EILSEQ') return 'rename the file, or run the command without missionctl';
  return `ls -l ${quoteForShell(command)}`;
}
