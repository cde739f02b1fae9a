import { escapeNonAscii } from './json-text.ts';

const longest = 80;

/**
 * `text` as a message may show it: in double quotes, escaped as in JSON down to plain ASCII, and cut
 * after 80 characters. A hostile id can then neither steer a terminal nor pass for another one.
 */
export function quoted(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return escapeNonAscii(JSON.stringify(shown));
}
