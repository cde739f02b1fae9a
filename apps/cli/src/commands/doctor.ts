import { defineCommand } from '../command.ts';
import type { DoctorFlags } from '../doctor/run-doctor.ts';

export const doctorCommand = defineCommand<DoctorFlags, []>({
  brief: 'Find what is wrong in the home, and mend it',
  flags: {
    fix: {
      kind: 'switch',
      brief: 'Repair and quarantine; never delete content',
    },
    dryRun: {
      kind: 'switch',
      brief: 'With --fix: only tell what would be done',
    },
  },
  looksOnly: true,
  run: async (...words) => (await import('../doctor/run-doctor.ts')).runDoctor(...words),
});
