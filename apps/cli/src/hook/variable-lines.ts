import { quoteForShell } from '../errors/quote-for-shell.ts';

/**
 * The lines that set variables in a file which shells read, where others write too, and which is written again
 * at each start of a session: those that do not hold there yet.
 *
 * @param before - the text of the file
 * @returns what is to stand behind it; empty for nothing
 */
export function linesToAdd(before: string, variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).flatMap(([name, value]) => {
    const set = `export ${name}=`;
    const line = `${set}${quoteForShell(value)}\n`;
    // The last one counts.
    const last = `\n${before}`.lastIndexOf(`\n${set}`);
    return last !== -1 && before.startsWith(line, last) ? [] : [line];
  });
  if (lines.length === 0) return '';
  const isInLine = before !== '' && !before.endsWith('\n');
  return `${isInLine ? '\n' : ''}${lines.join('')}`;
}
