import { inColumns } from './columns.ts';
import { examplesOf } from './examples.ts';

export { rootHelp } from './root-help.ts';

/** The framework's text on a command, with examples, as a terminal of 80 columns holds it. */
export function commandHelp(command: string | undefined, text: string): string {
  return `${inColumns(`${text.trimEnd()}${examplesOf(command)}`).trimEnd()}\n`;
}
