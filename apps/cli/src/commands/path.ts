import { defineCommand } from '../command.ts';

const things = ['home', 'session', 'pointer'] as const;

export const pathCommand = defineCommand<object, [string?]>({
  brief: 'Print where the home, the session or the pointer is',
  flags: {},
  args: [
    {
      brief: 'home, session or pointer; default home',
      placeholder: things.join('|'),
      propose: () => things,
    },
  ],
  run: async (...words) => (await import('../path/run-path.ts')).runPath(...words),
});
