import { defineCommand } from '../define-command.ts';

const things = ['home', 'session', 'pointer'] as const;

export const pathCommand = defineCommand<object, [string?]>({
  brief: 'Print where the home, the session or the pointer is',
  flags: {},
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'home, session or pointer; default home',
        placeholder: things.join('|'),
        parse: String,
        optional: true,
        proposeCompletions: () => things,
      },
    ],
  },
  run: async (...words) => (await import('../path/run-path.ts')).runPath(...words),
});
