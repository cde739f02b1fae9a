import { resolveSync } from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { object } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf, explicitMission } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { defineCommand } from './command.ts';

/** Runs the words behind `--` with this mission and this participant in their environment. */
async function runExec(
  invocation: Invocation,
  _flags: object,
  ...args: readonly string[]
): Promise<Outcome> {
  const { context, home, who } = invocation;
  const command = requireCommand(invocation, args);
  const [positional, ...others] = args.slice(0, args.length - command.length);
  const mission = explicitMission(invocation, positional);
  if (mission === undefined || others.length > 0) throw wrongUsage('one mission goes before --');
  const { missionId } = resolveSync(home, evidenceOf(invocation, mission));
  const acting = who.alias === null ? {} : { MISSIONCTL_AS: who.alias };
  const variables = { MISSIONCTL_MISSION: missionId, ...acting };
  const exitCode = await context.runProgram(command, variables).catch((error: unknown) => {
    throw notStarted(command[0], error);
  });
  return { data: {}, silent: true, exitCode };
}

function requireCommand(
  { escaped }: Invocation,
  args: readonly string[],
): readonly [string, ...string[]] {
  const [file, ...words] = escaped ?? [];
  if (file) return [file, ...words];
  const [mission = '<mission>', ...others] = args;
  const command = escaped === undefined && others.length > 0 ? others.join(' ') : '<command>';
  throw wrongUsage('no command given', `missionctl exec ${mission} -- ${command}`);
}

function wrongUsage(
  message: string,
  hint: string = 'missionctl exec <mission> -- <command>',
): CliError {
  return new CliError('USAGE', message, { hint });
}

function notStarted(file: string, error: unknown): unknown {
  const code = errnoOf(error);
  const facts = { why: 'nothing was run', details: { command: file, reason: code }, cause: error };
  if (code === 'ENOENT') {
    return new CliError('COMMAND_NOT_FOUND', `command not found: '${file}'`, {
      ...facts,
      hint: 'check its spelling, and PATH',
    });
  }
  if (code !== 'EACCES' && code !== 'EPERM') return error;
  return new CliError('NOT_EXECUTABLE', `'${file}' cannot be executed`, {
    ...facts,
    hint: 'check it with ls -l: its mode may lack x, or it is a directory',
  });
}

export const execCommand = defineCommand<object, string[]>({
  description: `The command finds MISSIONCTL_MISSION in its environment, and with --as also
MISSIONCTL_AS. The active mission does not change. The exit code is the command's.`,
  usage: '<mission> [--as <alias>] -- <command>...',
  flags: {},
  args: [
    { placeholder: 'mission', brief: 'the mission', complete: completeMissions },
    { placeholder: 'command', brief: 'after --, the command and its arguments', rest: true },
  ],
  examples: [
    'missionctl exec demo -- make test',
    "missionctl exec demo --as bot -- sh -c 'missionctl focus wp:WP01 && ./work'",
  ],
  dataSchema: object({}),
  keepsModes: true,
  run: runExec,
});
