import type { Routes } from './command.ts';
import { currentCommand } from './current.ts';
import { driveCommand } from './drive.ts';
import { focusCommand } from './focus.ts';
import { listCommand } from './list.ts';
import { statusCommand } from './status/status-command.ts';

/**
 * Every command. The five that are run all day are part of the file that each start reads; the others are
 * loaded when they are named.
 */
export const routes: Routes = {
  groups: {
    Start: {
      join: async () => (await import('./join/join-command.ts')).joinCommand,
      leave: async () => (await import('./leave.ts')).leaveCommand,
      'shell-init': async () =>
        (await import('./shell-init/shell-init-command.ts')).shellInitCommand,
    },
    Work: {
      status: () => statusCommand,
      focus: () => focusCommand,
      drive: () => driveCommand,
    },
    'Which mission': {
      switch: async () => (await import('./switch/switch-command.ts')).switchCommand,
      current: () => currentCommand,
      pin: async () => (await import('./pin.ts')).pinCommand,
      exec: async () => (await import('./exec.ts')).execCommand,
      list: () => listCommand,
    },
    Health: {
      validate: async () => (await import('./validate.ts')).validateCommand,
      doctor: async () => (await import('./doctor/doctor-command.ts')).doctorCommand,
    },
    'Scripts and agents': {
      path: async () => (await import('./path.ts')).pathCommand,
      schema: async () => (await import('./schema/schema-command.ts')).schemaCommand,
      help: async () => (await import('./help.ts')).helpCommand,
    },
  },
  hidden: {
    complete: async () => (await import('./complete.ts')).completeCommand,
  },
  synonyms: new Map([
    ['use', 'switch'],
    ['ls', 'list'],
    ['whoami', 'status'],
  ]),
};
