import { completeWords } from '../completion/complete-words.ts';
import { listOf, object, text } from '../output/json-schema.ts';
import type { StandaloneCommand } from './command.ts';

/** What the scripts of `shell-init` call at each TAB: it prints lines for a shell. */
export const completeCommand: StandaloneCommand = {
  flags: {},
  takes: [],
  args: [
    {
      placeholder: 'word',
      brief: 'after --, the words behind the command; the last one is unfinished, or empty',
      rest: true,
    },
  ],
  examples: ['missionctl complete -- foc'],
  dataSchema: object({ candidates: listOf(object({ word: text, brief: text })) }),
  printsText: true,
  answer: async (surroundings, ...words) => {
    const candidates = await completeWords(surroundings, words);
    return {
      data: { candidates },
      verbatim: candidates.map(({ word, brief }) => `${word}\t${brief}\n`).join(''),
    };
  },
};
