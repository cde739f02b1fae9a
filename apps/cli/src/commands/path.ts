import { defineCommand } from '../command.ts';
import { runPath } from '../path/run-path.ts';

const things = ['home', 'session', 'pointer'] as const;

export const pathCommand = defineCommand<object, [string?]>({
  flags: {},
  args: [
    {
      brief: 'home, session or pointer; default home',
      placeholder: things.join('|'),
      propose: () => things,
    },
  ],
  run: runPath,
});
