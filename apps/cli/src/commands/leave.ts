import { defineCommand } from '../command.ts';
import { type LeaveFlags, runLeave } from '../leave/run-leave.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const leaveCommand = defineCommand<LeaveFlags, [string?]>({
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
  run: runLeave,
});
