import { defineCommand } from '../define-command.ts';
import type { DoctorFlags } from '../doctor/run-doctor.ts';

export const doctorCommand = defineCommand<DoctorFlags, []>({
  brief: 'Find what is wrong in the home, and mend it',
  flags: {
    fix: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Repair and quarantine; never delete content',
    },
    dryRun: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'With --fix: only tell what would be done',
    },
  },
  looksOnly: true,
  run: async (...words) => (await import('../doctor/run-doctor.ts')).runDoctor(...words),
});
