import { errnoOf } from '@missionctl/atomic-fs';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { explicitMission, whichSession } from '../which-mission.ts';

/** Runs the words after `--` where this mission, and this participant, are meant. */
export async function runExec(
  invocation: Invocation,
  _flags: object,
  ...words: readonly string[]
): Promise<Outcome> {
  const { context, actor } = invocation;
  const command = commandIn(context.argv, words);
  const [positional, ...others] = words.slice(0, words.length - command.length);
  const mission = explicitMission(invocation, positional);
  if (mission === undefined || others.length > 0) throw wrongUsage('one mission goes before --');
  const { missionId } = whichSession(invocation, mission);
  const acting = actor.alias === undefined ? {} : { MISSIONCTL_AS: actor.alias };
  const variables = { MISSIONCTL_MISSION: missionId, ...acting };
  const exitCode = await context.runProgram(command, variables).catch((error: unknown) => {
    throw notStarted(command[0], error);
  });
  return { data: {}, silent: true, exitCode };
}

/** The framework hands the words over as one list; only the line tells where `--` stood. */
function commandIn(
  argv: readonly string[],
  words: readonly string[],
): readonly [string, ...string[]] {
  const at = argv.indexOf('--');
  const [file, ...args] = at === -1 ? [] : argv.slice(at + 1);
  if (file) return [file, ...args];
  const mission = words[0] ?? '<mission>';
  const meant = at === -1 && words.length > 1 ? words.slice(1).join(' ') : '<command>';
  throw wrongUsage('which command?', `missionctl exec ${mission} -- ${meant}`);
}

function wrongUsage(
  message: string,
  hint: string = 'missionctl exec <mission> -- <command>',
): CliError {
  return new CliError('USAGE', message, { hint });
}

function notStarted(file: string, error: unknown): unknown {
  const code = errnoOf(error);
  const details = { command: file, reason: code };
  const [why, cause] = [`nothing was run`, error];
  if (code === 'ENOENT') {
    return new CliError('COMMAND_NOT_FOUND', `no command is called '${file}'`, {
      why,
      hint: 'look at its spelling, and at PATH',
      details,
      cause,
    });
  }
  if (code !== 'EACCES' && code !== 'EPERM') return error;
  return new CliError('NOT_EXECUTABLE', `'${file}' cannot be executed`, {
    why,
    hint: 'ls -l it: the mode may lack x, or it is a directory',
    details,
    cause,
  });
}
