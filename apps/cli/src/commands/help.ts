import { CliError } from '../errors/cli-error.ts';
import { agentGuide } from '../help/agent-guide.ts';
import { helpText } from '../help/help-text.ts';
import { object, orNull, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Routes, StandaloneCommand } from './command.ts';
import { findRoute, listedRoutes, loadCommand } from './find-route.ts';

async function runHelp(routes: Routes, topic: string | undefined): Promise<Outcome> {
  const shown = topic === 'agents' ? agentGuide : await helpOn(routes, topic);
  return { data: { topic: topic ?? null, text: shown }, lines: shown.trimEnd().split('\n') };
}

async function helpOn(routes: Routes, word: string | undefined): Promise<string> {
  if (word === undefined) return helpText(routes, undefined);
  const route = findRoute(routes, word);
  if (route !== undefined) return helpText(routes, await loadCommand(route));
  const { didYouMean } = await import('../argv/did-you-mean.ts');
  const names = [...listedRoutes(routes).map(({ name }) => name), 'agents'];
  throw new CliError('USAGE', `unknown command '${word}'${didYouMean(word, names)}`, {
    hint: 'missionctl help, or missionctl help agents',
  });
}

export const helpCommand: StandaloneCommand = {
  flags: {},
  takes: [],
  args: [
    {
      placeholder: 'command|agents',
      brief: 'a command, or agents for the guide for agents',
      complete: ({ commandNames }) => [...commandNames, 'agents'],
    },
  ],
  examples: ['missionctl help switch', 'missionctl help agents'],
  dataSchema: object({ topic: orNull(text), text }),
  answer: ({ routes }, topic) => runHelp(routes, topic),
};
