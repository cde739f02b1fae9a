import { defineCommand } from '../command.ts';
import { type DoctorFlags, runDoctor } from '../doctor/run-doctor.ts';

export const doctorCommand = defineCommand<DoctorFlags, []>({
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
  run: runDoctor,
});
