import { buildCommand } from '@stricli/core';
import type { Frame, Route } from '../define-command.ts';

const brief = 'Propose how a line of words may go on, one per line: the word, a tab, a brief';

const build: Route['build'] = () =>
  buildCommand<object, string[], Frame>({
    docs: { brief },
    parameters: {
      flags: {},
      positional: {
        kind: 'array',
        parameter: {
          brief: 'after -- the words behind the command; the last one is unfinished, or empty',
          placeholder: 'word',
          parse: String,
        },
      },
    },
    async func(this: Frame, _flags: object, ...words: string[]): Promise<void> {
      const { proposeWords } = await import('../shell/propose-words.ts');
      const proposals = await proposeWords(this, words);
      this.process.stdout.write(proposals.map(({ word, brief }) => `${word}\t${brief}\n`).join(''));
    },
  });

/**
 * What the scripts of `shell-init` ask at each TAB. It answers as help does, by itself: no home has
 * to be there for it, and MISSIONCTL_OUTPUT does not turn its lines into JSON.
 */
export const completeCommand: Route = { brief, build };
