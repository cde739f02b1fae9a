import { defineCommand } from '../define-command.ts';
import type { LeaveFlags } from '../leave/run-leave.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const leaveCommand = defineCommand<LeaveFlags, [string?]>({
  brief: 'Leave a mission: its session is removed',
  flags: {
    yes: { kind: 'boolean', optional: true, withNegated: false, brief: 'Do not ask' },
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
        brief: 'the mission; default: the one that is meant',
        placeholder: 'mission',
        parse: String,
        optional: true,
        proposeCompletions: proposeMissions,
      },
    ],
  },
  run: async (...words) => (await import('../leave/run-leave.ts')).runLeave(...words),
});
