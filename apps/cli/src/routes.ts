import type { Command } from './command.ts';
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

/** Every command that help tells of, under what it is for. */
export const groups: Readonly<Record<string, Readonly<Record<string, Command>>>> = {
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

/** What people guess, and what they mean. */
export const synonyms: ReadonlyMap<string, string> = new Map([
  ['use', 'switch'],
  ['ls', 'list'],
  ['whoami', 'status'],
]);

/** What the shells' scripts call, and nobody is told of. */
const hidden: ReadonlyMap<string, Command> = new Map([['complete', completeCommand]]);

/** A command by its name or a synonym, under its name. */
export function commandNamed(
  word: string,
): { readonly name: string; readonly command: Command } | undefined {
  const name = synonyms.get(word) ?? word;
  for (const group of Object.values(groups)) {
    const command = Object.hasOwn(group, name) ? group[name] : undefined;
    if (command !== undefined) return { name, command };
  }
  const command = hidden.get(name);
  return command === undefined ? undefined : { name, command };
}

/** The names of the commands that help tells of. */
export function commandNames(): readonly string[] {
  return Object.values(groups).flatMap((group) => Object.keys(group));
}
