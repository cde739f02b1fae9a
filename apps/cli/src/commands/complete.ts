import type { HomelessCommand } from '../command.ts';

/** What the scripts of `shell-init` ask at each TAB: lines for a shell, whatever is asked for else. */
export const completeCommand: HomelessCommand = {
  brief: 'Propose how a line of words may go on, one per line: the word, a tab, a brief',
  flags: {},
  args: [
    {
      placeholder: 'word',
      brief: 'after -- the words behind the command; the last one is unfinished, or empty',
      rest: true,
    },
  ],
  answer: async (context, ...words) => {
    const { proposeWords } = await import('../shell/propose-words.ts');
    const proposals = proposeWords(context, words);
    return {
      data: {},
      verbatim: proposals.map(({ word, brief }) => `${word}\t${brief}\n`).join(''),
    };
  },
};
