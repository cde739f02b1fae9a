import type { HomelessCommand } from '../command.ts';

export const helpCommand: HomelessCommand = {
  brief: 'Print this, help on a command, or the guide for agents',
  flags: {},
  args: [
    {
      placeholder: 'command|agents',
      brief: 'a command, or agents: the guide for programs that work on their own',
      propose: () => ['agents'],
    },
  ],
  answer: async (_context, topic) => (await import('../help/run-help.ts')).runHelp(topic),
};
