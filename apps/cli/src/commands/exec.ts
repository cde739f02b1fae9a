import { defineCommand } from '../command.ts';
import { runExec } from '../exec/run-exec.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const execCommand = defineCommand<object, string[]>({
  description: `MISSIONCTL_MISSION, and MISSIONCTL_AS with --as, are in its environment. Nobody
else is switched. The exit code is the command's own.`,
  usage: '<mission> [--as <alias>] -- <command>...',
  flags: {},
  args: [
    { placeholder: 'mission', brief: 'the mission', propose: proposeMissions },
    { placeholder: 'command', brief: 'after --, the command and its words', rest: true },
  ],
  looksOnly: true,
  run: runExec,
});
