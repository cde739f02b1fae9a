import type { Context } from '../context/context.ts';
import { colorize, escapeControls, escaped, type Line, piecesOf, textOf } from './line.ts';

/** Writes lines for people; what would steer the terminal is escaped. */
export function writeLines(
  context: Context,
  stream: 'stdout' | 'stderr',
  lines: readonly Line[],
  color = false,
): void {
  const shown = lines.map((line) => lineText(line, color));
  if (shown.length > 0) context.write(stream, `${shown.join('\n')}\n`);
}

/** A line as it is written; what would steer the terminal is escaped. */
export function lineText(line: Line, color: boolean): string {
  return piecesOf(line)
    .map((piece) => {
      const text = escapeControls(textOf(piece));
      return color ? colorize(text, piece) : text;
    })
    .join('');
}

/** Writes lines to stderr; a note that cannot be written is no failure of what was done. */
export function writeNotes(context: Context, lines: readonly Line[]): void {
  try {
    writeLines(context, 'stderr', lines);
  } catch {
    // The exit code and stdout say the same.
  }
}

/** Writes one line of JSON to stdout, in ASCII: every reader agrees on where such a line ends. */
export function writeJson(context: Context, envelope: object): void {
  const line = JSON.stringify(envelope).replace(/[\u007f-\uffff]/g, escaped);
  context.write('stdout', `${line}\n`);
}
