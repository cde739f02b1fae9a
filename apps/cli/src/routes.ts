import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { completeCommand } from './commands/complete.ts';
import { currentCommand } from './commands/current.ts';
import { doctorCommand } from './commands/doctor.ts';
import { driveCommand } from './commands/drive.ts';
import { execCommand } from './commands/exec.ts';
import { focusCommand } from './commands/focus.ts';
import { helpCommand } from './commands/help.ts';
import { joinCommand } from './commands/join.ts';
import { leaveCommand } from './commands/leave.ts';
import { listCommand } from './commands/list.ts';
import { pathCommand } from './commands/path.ts';
import { pinCommand } from './commands/pin.ts';
import { schemaCommand } from './commands/schema.ts';
import { shellInitCommand } from './commands/shell-init.ts';
import { statusCommand } from './commands/status.ts';
import { switchCommand } from './commands/switch.ts';
import { validateCommand } from './commands/validate.ts';
import type { Frame, Route } from './define-command.ts';

/** Every command that help tells of, under what it is for. */
export const groups: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  Start: { join: joinCommand, leave: leaveCommand, 'shell-init': shellInitCommand },
  Work: { status: statusCommand, focus: focusCommand, drive: driveCommand },
  'Which mission': {
    switch: switchCommand,
    current: currentCommand,
    pin: pinCommand,
    exec: execCommand,
    list: listCommand,
  },
  Health: { validate: validateCommand, doctor: doctorCommand },
  'Scripts and agents': { path: pathCommand, schema: schemaCommand, help: helpCommand },
};

const routes: Readonly<Record<string, Route>> = {
  ...Object.assign({}, ...Object.values(groups)),
  complete: completeCommand,
};

const aliases: Readonly<Record<string, string>> = { use: 'switch', ls: 'list', whoami: 'status' };

/**
 * The way to every command. Only the named one is there whole: to build all of them would cost each run
 * a twentieth of its start. Of the others the framework needs no more than their names.
 */
export function routesTo(command: string | undefined): RouteMap<Frame> {
  const wanted = aliases[command ?? ''] ?? command;
  const docs = { brief: '' };
  const blank = buildCommand<object, [], Frame>({ docs, parameters: {}, func: () => {} });
  const named = Object.entries(routes).map(([name, { brief, build }]): [string, Command<Frame>] => [
    name,
    name === wanted ? build() : { ...blank, brief, usesFlag: () => false },
  ]);
  return buildRouteMap<string, Frame>({
    routes: Object.fromEntries(named),
    aliases,
    docs: {
      hideRoute: { complete: true },
      brief:
        'missionctl remembers, for you and each of your agents, which mission is meant, who you are in it and what you are working on.',
    },
  });
}
