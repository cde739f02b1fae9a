import { defineCommand } from '../define-command.ts';
import { proposeTargets } from '../shell/propose-names.ts';
import type { SwitchFlags } from '../switch/run-switch.ts';

export const switchCommand = defineCommand<SwitchFlags, [string?]>({
  brief: 'Make a mission the active one',
  flags: {
    clear: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Leave no mission active',
    },
    anyway: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Also where it would be masked',
    },
    dryRun: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Only tell what would be done',
    },
  },
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'a mission, or - for the previous one; without it they are listed',
        placeholder: 'mission|-',
        parse: String,
        optional: true,
        proposeCompletions: proposeTargets,
      },
    ],
  },
  run: async (...words) => (await import('../switch/run-switch.ts')).runSwitch(...words),
});
