import type { Routes } from '../commands/command.ts';
import { loadGroups, type NamedCommand } from '../commands/find-command.ts';
import { inColumns } from './columns.ts';
import { commandHelp } from './command-help.ts';
import { rootHelp } from './root-help.ts';

/** The help of one command, or of the program, for a terminal of 80 columns. */
export async function helpText(routes: Routes, topic: NamedCommand | undefined): Promise<string> {
  if (topic === undefined) return rootHelp(await loadGroups(routes));
  const synonyms = [...routes.synonyms].flatMap(([synonym, name]) =>
    name === topic.name ? [synonym] : [],
  );
  return inColumns(commandHelp(topic, synonyms));
}
