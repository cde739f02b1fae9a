import { defineCommand } from '../command.ts';
import { proposeTargets } from '../shell/propose-names.ts';
import { runSwitch, type SwitchFlags } from '../switch/run-switch.ts';

export const switchCommand = defineCommand<SwitchFlags, [string?]>({
  flags: {
    clear: {
      kind: 'switch',
      brief: 'Leave no mission active',
    },
    anyway: {
      kind: 'switch',
      brief: 'Also where it would be masked',
    },
    dryRun: {
      kind: 'switch',
      brief: 'Only tell what would be done',
    },
  },
  args: [
    {
      brief: 'a mission, or - for the previous one; without it you choose, or they are listed',
      placeholder: 'mission|-',
      propose: proposeTargets,
    },
  ],
  run: runSwitch,
});
