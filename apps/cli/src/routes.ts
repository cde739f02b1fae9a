import type { Command } from './command.ts';
import { currentCommand } from './commands/current.ts';
import { driveCommand } from './commands/drive.ts';
import { focusCommand } from './commands/focus.ts';
import { listCommand } from './commands/list.ts';
import { statusCommand } from './commands/status.ts';

/** The way to a command: what help says of it in a line, and the command once it is asked for. */
export interface Route {
  readonly brief: string;
  readonly load: () => Command | Promise<Command>;
}

/**
 * Every command that help tells of, under what it is for. Those that are run all day are there at once, the
 * others are loaded when they are named: each that is read costs every start.
 */
export const groups: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  Start: {
    join: {
      brief: 'Join a mission and make it the active one',
      load: async () => (await import('./commands/join.ts')).joinCommand,
    },
    leave: {
      brief: 'Leave a mission: its session is removed',
      load: async () => (await import('./commands/leave.ts')).leaveCommand,
    },
    'shell-init': {
      brief: 'Print what a shell needs for completion and a prompt',
      load: async () => (await import('./commands/shell-init.ts')).shellInitCommand,
    },
  },
  Work: {
    status: { brief: 'Show your session and the others of the mission', load: () => statusCommand },
    focus: { brief: 'Show or set what you are working on', load: () => focusCommand },
    drive: { brief: 'Show or set whether you drive', load: () => driveCommand },
  },
  'Which mission': {
    switch: {
      brief: 'Make a mission the active one',
      load: async () => (await import('./commands/switch.ts')).switchCommand,
    },
    current: { brief: 'Print the mission that is meant here', load: () => currentCommand },
    pin: {
      brief: 'Say which mission is meant in this directory and below',
      load: async () => (await import('./commands/pin.ts')).pinCommand,
    },
    exec: {
      brief: 'Run a command in which a mission is meant',
      load: async () => (await import('./commands/exec.ts')).execCommand,
    },
    list: { brief: 'List every session of this home', load: () => listCommand },
  },
  Health: {
    validate: {
      brief: 'Tell every integrity issue of a session',
      load: async () => (await import('./commands/validate.ts')).validateCommand,
    },
    doctor: {
      brief: 'Find what is wrong in the home, and mend it',
      load: async () => (await import('./commands/doctor.ts')).doctorCommand,
    },
  },
  'Scripts and agents': {
    path: {
      brief: 'Print where the home, the session or the pointer is',
      load: async () => (await import('./commands/path.ts')).pathCommand,
    },
    schema: {
      brief: 'Print the JSON Schema of a file, or of what --json prints',
      load: async () => (await import('./commands/schema.ts')).schemaCommand,
    },
    help: {
      brief: 'Print this, help on a command, or the guide for agents',
      load: async () => (await import('./commands/help.ts')).helpCommand,
    },
  },
};

/** What people guess, and what they mean. */
export const synonyms: ReadonlyMap<string, string> = new Map([
  ['use', 'switch'],
  ['ls', 'list'],
  ['whoami', 'status'],
]);

/** What the shells' scripts call, and nobody is told of. */
const hidden: Readonly<Record<string, Route>> = {
  complete: {
    brief: 'Propose how a line of words may go on, one per line: the word, a tab, a brief',
    load: async () => (await import('./commands/complete.ts')).completeCommand,
  },
};

/** A route by the command's name or a synonym, under its name. */
export function routeTo(word: string): (Route & { readonly name: string }) | undefined {
  const name = synonyms.get(word) ?? word;
  for (const group of [...Object.values(groups), hidden]) {
    const route = Object.hasOwn(group, name) ? group[name] : undefined;
    if (route !== undefined) return { name, ...route };
  }
  return undefined;
}

/** The names of the commands that help tells of. */
export function commandNames(): readonly string[] {
  return Object.values(groups).flatMap((group) => Object.keys(group));
}
