import {
  type Application,
  buildApplication,
  buildRouteMap,
  ExitCode,
  run,
  type StricliProcess,
} from '@stricli/core';
import { CliError } from './cli-error.ts';
import { completeCommand } from './commands/complete.ts';
import { currentCommand } from './commands/current.ts';
import { doctorCommand } from './commands/doctor.ts';
import { driveCommand } from './commands/drive.ts';
import { focusCommand } from './commands/focus.ts';
import { joinCommand } from './commands/join.ts';
import { leaveCommand } from './commands/leave.ts';
import { listCommand } from './commands/list.ts';
import { pathCommand } from './commands/path.ts';
import { shellInitCommand } from './commands/shell-init.ts';
import { statusCommand } from './commands/status.ts';
import { switchCommand } from './commands/switch.ts';
import { validateCommand } from './commands/validate.ts';
import type { Context } from './context.ts';
import type { ChosenCommand, Frame } from './define-command.ts';
import { explainError } from './explain-error.ts';
import { asksForJson, hoistLeadingFlags, refuseMisreadWords } from './global-flags.ts';
import { tellError, tellOutcome, tellUnwritten } from './output.ts';

const routes = buildRouteMap({
  routes: {
    join: joinCommand,
    leave: leaveCommand,
    status: statusCommand,
    focus: focusCommand,
    drive: driveCommand,
    switch: switchCommand,
    current: currentCommand,
    list: listCommand,
    validate: validateCommand,
    doctor: doctorCommand,
    path: pathCommand,
    'shell-init': shellInitCommand,
    complete: completeCommand,
  },
  aliases: { use: 'switch', ls: 'list', whoami: 'status' },
  docs: {
    hideRoute: { complete: true },
    brief:
      'missionctl remembers, for you and each of your agents, which mission is meant, who you are in it and what you are working on.',
    fullDescription: `Remembers, for you and each of your agents, which mission is meant, who you are in it
and what you are working on.

Every command takes --mission <id>, --as <alias>, --json, --quiet, --no-color and --help.`,
  },
});

/** The whole command line: words in, exit code out. */
export async function runCommandLine(context: Context, version: string): Promise<number> {
  const tell = await answer(context, version);
  try {
    return tell();
  } catch (error) {
    return tellUnwritten(context, error);
  }
}

/** Does what was asked for, and hands back how to tell it. */
async function answer(context: Context, version: string): Promise<() => number> {
  const json = asksForJson(context.argv, context.environment('MISSIONCTL_OUTPUT'));
  try {
    const { command, help } = await listen(context, version);
    if (command === undefined) return () => tellHelp(context, help);
    const outcome = await command.run(json);
    return () => tellOutcome(context, outcome, { json, quiet: command.quiet });
  } catch (error) {
    return () => tellError(context, explainError(error), { json });
  }
}

/**
 * Has the framework read the words. It only chooses a command, which then runs outside of the
 * framework's own handling of errors; else it has said what there is to say itself.
 */
async function listen(
  context: Context,
  version: string,
): Promise<{ readonly command: ChosenCommand | undefined; readonly help: string }> {
  refuseMisreadWords(context.argv);
  const words = hoistLeadingFlags(context.argv);
  const help: string[] = [];
  const complaints: string[] = [];
  const commands: ChosenCommand[] = [];
  const frameworkProcess: StricliProcess = {
    stdout: { write: (text) => void help.push(text) },
    stderr: { write: (text) => void complaints.push(text) },
  };
  const choose = (command: ChosenCommand): void => void commands.push(command);
  const application = buildApp(version);
  const frame = { process: frameworkProcess, application, context, choose };
  await run(application, words, frame);
  const { exitCode } = frameworkProcess;
  if (!exitCode) return { command: commands[0], help: help.join('') };
  const complaint = sentence(complaints.join(''));
  if (exitCode !== ExitCode.UnknownCommand && exitCode !== ExitCode.InvalidArgument) {
    throw new Error(complaint);
  }
  throw new CliError('USAGE', complaint, { hint: 'missionctl --help' });
}

function buildApp(version: string): Application<Frame> {
  return buildApplication(routes, {
    name: 'missionctl',
    versionInfo: { currentVersion: version },
    scanner: {
      caseStyle: 'allow-kebab-for-camel',
      allowArgumentEscapeSequence: true,
      distanceOptions: {
        threshold: 4,
        weights: { insertion: 1, deletion: 2, substitution: 2, transposition: 1 },
      },
    },
    documentation: { disableAnsiColor: true },
  });
}

function tellHelp(context: Context, help: string): number {
  context.write('stdout', help);
  return 0;
}

/** The framework's sentence in the manner of ours; it suggests flags by their names in the code. */
function sentence(complaint: string): string {
  const text = complaint.trim().replace(/did you mean .*$/, kebabCase);
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function kebabCase(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
