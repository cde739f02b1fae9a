import { defineCommand } from '../command.ts';
import type { LeaveFlags } from '../leave/run-leave.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const leaveCommand = defineCommand<LeaveFlags, [string?]>({
  brief: 'Leave a mission: its session is removed',
  flags: {
    yes: { kind: 'switch', brief: 'Do not ask' },
    dryRun: {
      kind: 'switch',
      brief: 'Only tell what would be done',
    },
  },
  args: [
    {
      brief: 'the mission; default: the one that is meant',
      placeholder: 'mission',
      propose: proposeMissions,
    },
  ],
  run: async (...words) => (await import('../leave/run-leave.ts')).runLeave(...words),
});
