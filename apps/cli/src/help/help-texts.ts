import { groups, routeTo } from '../routes.ts';
import { inColumns } from './columns.ts';
import { commandHelp } from './command-help.ts';
import { rootHelp } from './root-help.ts';

/** What help tells of a command, or of all of them, as a terminal of 80 columns holds it. */
export async function helpOn(name: string | undefined): Promise<string> {
  const route = name === undefined ? undefined : routeTo(name);
  if (route === undefined) return rootHelp(groups);
  return inColumns(commandHelp(route, await route.load()));
}
