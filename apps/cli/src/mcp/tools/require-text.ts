import { problemOf } from '../../roster/words/written-text.ts';
import { wrongUsage } from './arguments.ts';

/** Checks a text that others read. @throws CliError `USAGE` */
export function requireText(
  tool: string,
  name: string,
  text: string | undefined,
): string | undefined {
  const problem = text === undefined ? undefined : problemOf(text);
  if (problem !== undefined) throw wrongUsage(tool, `cannot take this ${name}: it ${problem}`);
  return text;
}
