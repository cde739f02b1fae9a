import { usageError } from '../../argv/usage-error.ts';

/** A note or a reason can have so many characters. */
const longest = 200;

/** Why a text cannot be written to others; undefined for one that can. */
export function problemOf(text: string): string | undefined {
  if (text.trim() === '') return 'is empty';
  const { length } = [...text];
  return length > longest ? `has ${length} characters, and may have ${longest}` : undefined;
}

/** Checks the value of a flag whose text others read. @throws CliError `USAGE` */
export function requireWritable(flag: string, text: string, command: string): string {
  const problem = problemOf(text);
  if (problem !== undefined) throw usageError(`${flag} ${problem}`, command);
  return text;
}
