import { defineCommand } from '../define-command.ts';
import { proposeFirstMission } from '../shell/propose-names.ts';

export const execCommand = defineCommand<object, string[]>({
  brief: 'Run a command in which a mission is meant',
  description: `MISSIONCTL_MISSION, and MISSIONCTL_AS with --as, are in its environment. Nobody
else is switched. The exit code is the command's own.`,
  usage: '<mission> [--as alias] -- <command>...',
  flags: {},
  positional: {
    kind: 'array',
    parameter: {
      brief: 'the mission; after -- the command and its words',
      placeholder: 'mission -- command',
      parse: String,
      proposeCompletions: proposeFirstMission,
    },
  },
  looksOnly: true,
  run: async (...words) => (await import('../exec/run-exec.ts')).runExec(...words),
});
