import { agentGuide } from '../help/agent-guide.ts';
import { errorGuide } from '../help/error-guide.ts';
import { helpText } from '../help/help-text.ts';
import { object, orNull, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Routes, StandaloneCommand } from './command.ts';
import { findRoute, listedRoutes, loadCommand } from './find-route.ts';

/** What has a help of its own, and is no command. */
const guides: Readonly<Record<string, () => string>> = {
  agents: () => agentGuide,
  errors: errorGuide,
};

async function runHelp(routes: Routes, topic: string | undefined): Promise<Outcome> {
  const guide = topic !== undefined && Object.hasOwn(guides, topic) ? guides[topic] : undefined;
  const shown = guide?.() ?? (await helpOn(routes, topic));
  return { data: { topic: topic ?? null, text: shown }, lines: shown.trimEnd().split('\n') };
}

async function helpOn(routes: Routes, word: string | undefined): Promise<string> {
  if (word === undefined) return helpText(routes, undefined);
  const route = findRoute(routes, word);
  if (route !== undefined) return helpText(routes, await loadCommand(route));
  const { unknownWord } = await import('../argv/unknown-word.ts');
  const known = [...listedRoutes(routes).map(({ name }) => name), ...Object.keys(guides)];
  const message = `unknown command '${word}'`;
  throw unknownWord({ message, given: word, known, hint: 'missionctl help' });
}

export const helpCommand: StandaloneCommand = {
  flags: {},
  takes: [],
  args: [
    {
      placeholder: 'command|agents|errors',
      brief: 'a command; agents: the guide for agents; errors: every code',
      complete: ({ commandNames }) => [...commandNames, ...Object.keys(guides)],
    },
  ],
  examples: ['missionctl help switch', 'missionctl help agents', 'missionctl help errors'],
  dataSchema: object({ topic: orNull(text), text }),
  printsText: true,
  answer: ({ routes }, topic) => runHelp(routes, topic),
};
