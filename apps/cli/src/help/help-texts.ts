import { commandNamed, groups } from '../routes.ts';
import { inColumns } from './columns.ts';
import { commandHelp } from './command-help.ts';
import { rootHelp } from './root-help.ts';

/** What help tells of a command, or of all of them, as a terminal of 80 columns holds it. */
export function helpOn(name: string | undefined): string {
  const found = name === undefined ? undefined : commandNamed(name);
  return found === undefined ? rootHelp(groups) : inColumns(commandHelp(found.name, found.command));
}
