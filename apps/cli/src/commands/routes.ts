import type { Routes } from './command.ts';
import { currentCommand } from './current.ts';
import { driveCommand } from './drive/drive-command.ts';
import { focusCommand } from './focus/focus-command.ts';
import { listCommand } from './list.ts';

/**
 * Every command, with its line in the list of commands. The four that are run all day and read
 * no roster are part of the file that each start reads; the others are loaded when they are named.
 */
export const routes: Routes = {
  groups: {
    Start: {
      join: {
        brief: 'Join a mission and make it the active one',
        load: async () => (await import('./join/join-command.ts')).joinCommand,
      },
      leave: {
        brief: 'Leave a mission and remove its session',
        load: async () => (await import('./leave.ts')).leaveCommand,
      },
      setup: {
        brief: 'Set up an agent command line: hooks and an MCP server',
        load: async () => (await import('./setup/setup-command.ts')).setupCommand,
      },
      'shell-init': {
        brief: 'Print the completion and prompt script of a shell',
        load: async () => (await import('./shell-init/shell-init-command.ts')).shellInitCommand,
      },
    },
    Work: {
      status: {
        brief: 'Show your session and the other participants',
        load: async () => (await import('./status/status-command.ts')).statusCommand,
      },
      roster: {
        brief: 'Show or choose the engine that shares a mission',
        load: async () => (await import('./roster/roster-command.ts')).rosterCommand,
      },
      focus: { brief: 'Show or set what you are working on', load: () => focusCommand },
      drive: { brief: 'Show or set your drive intent', load: () => driveCommand },
    },
    'Which mission': {
      switch: {
        brief: 'Make a mission the active one',
        load: async () => (await import('./switch/switch-command.ts')).switchCommand,
      },
      current: { brief: 'Print the selected mission', load: () => currentCommand },
      pin: {
        brief: 'Pin a mission to this directory',
        load: async () => (await import('./pin.ts')).pinCommand,
      },
      exec: {
        brief: 'Run a command with a mission selected',
        load: async () => (await import('./exec/exec-command.ts')).execCommand,
      },
      list: { brief: 'List every session of this home', load: () => listCommand },
    },
    Health: {
      validate: {
        brief: 'Report every integrity issue of a session',
        load: async () => (await import('./validate.ts')).validateCommand,
      },
      doctor: {
        brief: 'Find what is wrong in the home, and repair it',
        load: async () => (await import('./doctor/doctor-command.ts')).doctorCommand,
      },
      prune: {
        brief: 'Remove the sessions of aliases that are gone',
        load: async () => (await import('./prune/prune-command.ts')).pruneCommand,
      },
    },
    'Scripts and agents': {
      hook: {
        brief: 'Answer an event of an agent command line',
        load: async () => (await import('./hook/hook-command.ts')).hookCommand,
      },
      mcp: {
        brief: 'Serve an agent over the Model Context Protocol',
        load: async () => (await import('./mcp.ts')).mcpCommand,
      },
      path: {
        brief: 'Print the path of the home, the session or the pointer',
        load: async () => (await import('./path.ts')).pathCommand,
      },
      schema: {
        brief: 'Print the JSON Schema of a file, or of the --json output',
        load: async () => (await import('./schema/schema-command.ts')).schemaCommand,
      },
      help: {
        brief: 'Print this help, that of a command, or a guide',
        load: async () => (await import('./help.ts')).helpCommand,
      },
    },
  },
  hidden: {
    complete: {
      brief:
        'Print the words that can finish a command line: per line a word, a tab, a description',
      load: async () => (await import('./complete.ts')).completeCommand,
    },
  },
  synonyms: new Map([
    ['use', 'switch'],
    ['ls', 'list'],
    ['whoami', 'status'],
  ]),
};
