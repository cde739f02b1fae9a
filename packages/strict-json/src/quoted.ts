import { escapeNonAscii } from './ascii.ts';

const longest = 80;

/**
 * Returns a text as a message may show it: in double quotes, escaped as in JSON down to plain ASCII, and
 * cut after 80 characters. A hostile text can then neither steer a terminal nor pass for another one.
 *
 * @param text - the text, whatever is in it
 * @returns the text in double quotes; it ends in `..."` when it was cut
 * @example
 * throw new Error(`unknown key ${quoted(key)}`);
 */
export function quoted(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return escapeNonAscii(JSON.stringify(shown));
}
