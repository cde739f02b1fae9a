import type { HomelessCommand } from '../command.ts';
import { runHelp } from '../help/run-help.ts';
import { commandNames } from '../routes.ts';

export const helpCommand: HomelessCommand = {
  flags: {},
  args: [
    {
      placeholder: 'command|agents',
      brief: 'a command, or agents: the guide for programs that work on their own',
      propose: () => [...commandNames(), 'agents'],
    },
  ],
  answer: (_context, topic) => runHelp(topic),
};
