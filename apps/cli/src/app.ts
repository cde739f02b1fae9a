import {
  type Application,
  buildApplication,
  buildRouteMap,
  run,
  type StricliProcess,
} from '@stricli/core';
import { CliError } from './cli-error.ts';
import { currentCommand } from './commands/current.ts';
import { driveCommand } from './commands/drive.ts';
import { focusCommand } from './commands/focus.ts';
import { joinCommand } from './commands/join.ts';
import { leaveCommand } from './commands/leave.ts';
import { listCommand } from './commands/list.ts';
import { pathCommand } from './commands/path.ts';
import { statusCommand } from './commands/status.ts';
import { switchCommand } from './commands/switch.ts';
import { validateCommand } from './commands/validate.ts';
import type { Context } from './context.ts';
import type { Frame } from './define-command.ts';
import { explainError } from './explain-error.ts';
import { asksForJson, hoistGlobalFlags, refuseMisreadWords } from './global-flags.ts';
import { type OutputStyle, tellError, tellOutcome } from './output.ts';

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
    path: pathCommand,
  },
  aliases: { use: 'switch', ls: 'list', whoami: 'status' },
  docs: {
    brief:
      'missionctl remembers, for you and each of your agents, which mission is meant, who you are in it and what you are working on.',
    fullDescription: `Remembers, for you and each of your agents, which mission is meant, who you are in it
and what you are working on.

Every command takes --mission <id>, --as <alias>, --json, --quiet, --no-color and --help.`,
  },
});

/** The whole command line: words in, exit code out. */
export async function runCommandLine(context: Context, version: string): Promise<number> {
  const { argv } = context;
  const style: OutputStyle = {
    json: asksForJson(argv, context.environment('MISSIONCTL_OUTPUT')),
    quiet: false,
  };
  try {
    refuseMisreadWords(argv);
    return await runFramework(context, style, buildApp(version));
  } catch (error) {
    return tellError(context, explainError(error), style);
  }
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

async function runFramework(
  context: Context,
  style: OutputStyle,
  app: Application<Frame>,
): Promise<number> {
  // What the framework has to say of a wrong usage; our own failures are settled before it.
  let complaint = '';
  let settled: number | undefined;
  const frameworkProcess: StricliProcess = {
    stdout: { write: (text: string) => context.write('stdout', text) },
    stderr: {
      write: (text: string) => {
        complaint += text;
      },
    },
  };
  await run(app, hoistGlobalFlags(context.argv), {
    process: frameworkProcess,
    context,
    settle: (outcome, { quiet }) => {
      settled = tellOutcome(context, outcome, { ...style, quiet });
    },
    fail: (error) => {
      settled = tellError(context, explainError(error), style);
    },
  });
  if (settled !== undefined) return settled;
  if (!frameworkProcess.exitCode) return 0;
  throw new CliError('USAGE', sentence(complaint), { hint: 'missionctl --help' });
}

/** The framework's sentence without its final newline, in the manner of ours. */
function sentence(complaint: string): string {
  const text = complaint.trim();
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
