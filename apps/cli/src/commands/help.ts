import type { HomelessCommand } from '../command.ts';
import { runHelp } from '../help/run-help.ts';

export const helpCommand: HomelessCommand = {
  flags: {},
  args: [
    {
      placeholder: 'command|agents',
      brief: 'a command, or agents: the guide for programs that work on their own',
      propose: () => ['agents'],
    },
  ],
  answer: (_context, topic) => runHelp(topic),
};
