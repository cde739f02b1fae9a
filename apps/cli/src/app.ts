import {
  type Application,
  buildApplication,
  ExitCode,
  type PartialApplicationConfiguration,
  run,
  type StricliProcess,
  version as versionFlag,
} from '@stricli/core';
import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import type { ChosenCommand, Frame } from './define-command.ts';
import { asksForJson, hoistLeadingFlags, refuseMisreadWords } from './global-flags.ts';
import { helpFlag } from './help/help-flag.ts';
import { tellError, tellOutcome, tellUnwritten } from './output.ts';
import { groups, routesTo } from './routes.ts';

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
    const { quiet, color } = command;
    return () => tellOutcome(context, outcome, { json, quiet, color });
  } catch (error) {
    const { explainError } = await import('./explain-error.ts');
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
  const applicationFor = (command: string | undefined) => buildApp(version, command);
  const frame = { process: frameworkProcess, applicationFor, context, choose };
  await run(applicationFor(words[0]), words, frame);
  const { exitCode } = frameworkProcess;
  if (!exitCode) return { command: commands[0], help: help.join('') };
  const complaint = sentence(complaints.join(''));
  if (exitCode !== ExitCode.UnknownCommand && exitCode !== ExitCode.InvalidArgument) {
    throw new Error(complaint);
  }
  throw new CliError('USAGE', complaint, { hint: 'missionctl --help' });
}

function buildApp(version: string, command: string | undefined): Application<Frame> {
  const config: PartialApplicationConfiguration = {
    name: 'missionctl',
    scanner: {
      caseStyle: 'allow-kebab-for-camel',
      allowArgumentEscapeSequence: true,
      distanceOptions: {
        threshold: 3,
        weights: { insertion: 1, deletion: 2, substitution: 2, transposition: 1 },
      },
    },
    documentation: { disableAnsiColor: true },
  };
  const brief = 'Print version information and exit';
  return buildApplication(routesTo(command), config, {
    help: helpFlag(groups),
    version: versionFlag({ brief, info: { currentVersion: version } }),
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
