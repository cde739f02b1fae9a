import { defineCommand } from '../command.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const execCommand = defineCommand<object, string[]>({
  brief: 'Run a command in which a mission is meant',
  description: `MISSIONCTL_MISSION, and MISSIONCTL_AS with --as, are in its environment. Nobody
else is switched. The exit code is the command's own.`,
  usage: '<mission> [--as <alias>] -- <command>...',
  flags: {},
  args: [
    { placeholder: 'mission', brief: 'the mission', propose: proposeMissions },
    { placeholder: 'command', brief: 'after --, the command and its words', rest: true },
  ],
  looksOnly: true,
  run: async (...words) => (await import('../exec/run-exec.ts')).runExec(...words),
});
