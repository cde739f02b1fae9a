import type { Routes } from '../commands/command.ts';
import type { NamedCommand } from '../commands/find-route.ts';
import { inColumns } from './columns.ts';
import { commandHelp } from './command-help.ts';
import { rootHelp } from './root-help.ts';

/** The help of one command, or of the program, for a terminal of 80 columns. */
export function helpText(routes: Routes, topic: NamedCommand | undefined): string {
  if (topic === undefined) return rootHelp(routes);
  const synonyms = [...routes.synonyms].flatMap(([synonym, name]) =>
    name === topic.name ? [synonym] : [],
  );
  return inColumns(commandHelp(topic, synonyms));
}
