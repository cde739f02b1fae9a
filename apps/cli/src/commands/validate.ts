import { defineCommand } from '../command.ts';
import type { ValidateFlags } from '../validate/run-validate.ts';

export const validateCommand = defineCommand<ValidateFlags, []>({
  brief: 'Tell every integrity issue of a session',
  flags: {
    all: {
      kind: 'switch',
      brief: 'Of every session of this home',
    },
  },
  run: async (...words) => (await import('../validate/run-validate.ts')).runValidate(...words),
});
