import { errnoOf } from '@missionctl/atomic-fs';
import type { ProgramError } from '../../context/program/program-error.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** Why a command was not started, for whoever wanted to run it with these variables. */
export function notStarted(
  command: string,
  variables: Readonly<Record<string, string>>,
  error: unknown,
): unknown {
  const reason = errnoOf(error);
  if (!(error instanceof Error) || reason === undefined) return error;
  const { message, culprit } = error as ProgramError;
  const why = 'nothing was run';
  const facts = { why, details: { command, reason, ...culprit }, cause: error };
  if (reason === 'ENOENT') {
    const hint = 'check its spelling, and PATH';
    return new CliError('COMMAND_NOT_FOUND', `command not found: '${command}'`, { ...facts, hint });
  }
  const hint = hintFor(reason, culprit, variables);
  return new CliError('NOT_EXECUTABLE', message, { ...facts, hint });
}

function hintFor(
  reason: string,
  culprit: ProgramError['culprit'],
  variables: Readonly<Record<string, string>>,
): string | undefined {
  if (culprit === undefined) return undefined;
  if ('path' in culprit) {
    const path = quoteForShell(culprit.path);
    return reason === 'ENOEXEC' ? `head -n 1 ${path}` : `ls -ld ${path}`;
  }
  if ('variable' in culprit) {
    return /^[A-Za-z_]\w*$/.test(culprit.variable) ? `unset ${culprit.variable}` : undefined;
  }
  if (reason === 'E2BIG') return 'pass long input in a file, or on stdin';
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return `${set.join(' ')} <command>`;
}
