import type { HomelessCommand } from '../command.ts';
import { proposeWords } from '../shell/propose-words.ts';

/** What the scripts of `shell-init` ask at each TAB: lines for a shell, whatever is asked for else. */
export const completeCommand: HomelessCommand = {
  flags: {},
  args: [
    {
      placeholder: 'word',
      brief: 'after -- the words behind the command; the last one is unfinished, or empty',
      rest: true,
    },
  ],
  answer: async (context, ...words) => {
    const proposals = await proposeWords(context, words);
    return {
      data: {},
      verbatim: proposals.map(({ word, brief }) => `${word}\t${brief}\n`).join(''),
    };
  },
};
