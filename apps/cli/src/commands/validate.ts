import { defineCommand } from '../command.ts';
import { runValidate, type ValidateFlags } from '../validate/run-validate.ts';

export const validateCommand = defineCommand<ValidateFlags, []>({
  flags: {
    all: {
      kind: 'switch',
      brief: 'Of every session of this home',
    },
  },
  ofOneMission: true,
  run: runValidate,
});
