import { recordTaskSync, resolveSelectionSync } from '@missionctl/actions';
import { completeMissions } from '../../completion/complete-names.ts';
import { CliError } from '../../errors/cli-error.ts';
import { object } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { defineCommand } from '../command.ts';
import { notStarted } from './not-started.ts';

/** Runs the words behind `--` with the mission and the participant in their environment. */
async function runExec(
  invocation: Invocation,
  _flags: object,
  ...args: readonly string[]
): Promise<Outcome> {
  const { context, home, who } = invocation;
  const command = requireCommand(invocation, args);
  const [mission, ...others] = args.slice(0, args.length - command.length);
  if (others.length > 0) throw wrongUsage('at most one mission goes before --');
  const evidence = evidenceOf(invocation, mission);
  const { missionId } = resolveSelectionSync(home, evidence);
  const acting = who.alias === null ? {} : { MISSIONCTL_AS: who.alias };
  const variables = { MISSIONCTL_MISSION: missionId, ...acting };
  // What is wrong with that, the first command inside says: the output is the program's.
  recordTaskSync(home, evidence);
  const startedBeside = (program: number): void => {
    recordTaskSync(home, evidence, { program });
  };
  const running = context.runProgram(command, variables, startedBeside);
  const exitCode = await running.catch((error: unknown) => {
    throw notStarted(command[0], variables, error);
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

export const execCommand = defineCommand<object, string[]>({
  description: `The command finds MISSIONCTL_MISSION in its environment, and with --as also
MISSIONCTL_AS. The active mission does not change. The exit code is the command's.`,
  usage: '[<mission>] [--as <alias>] -- <command>...',
  flags: {},
  args: [
    {
      placeholder: 'mission',
      brief: 'the mission; default: the selected one',
      complete: completeMissions,
    },
    {
      placeholder: 'command',
      brief: 'after --, the command and its arguments',
      rest: true,
      complete: 'files',
    },
  ],
  examples: [
    'missionctl exec demo -- make test',
    "missionctl exec demo --as bot -- sh -c 'missionctl focus wp:WP01 && ./work'",
  ],
  dataSchema: object({}),
  keepsModes: true,
  run: runExec,
});
