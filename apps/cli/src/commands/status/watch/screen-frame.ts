import type { TerminalSize } from '../../../context/context.ts';
import type { Line } from '../../../output/line.ts';
import { errorLines } from '../../../output/print-error.ts';
import { messagesOf, type OutputStyle } from '../../../output/print-outcome.ts';
import { wrapped } from '../../../output/terminal/fit-text.ts';
import { asMany, more } from '../cut-lines.ts';
import { statusLines } from '../status-lines.ts';
import type { StatusView } from '../status-view.ts';
import type { Look } from './look.ts';

/** As many lines of a look as a screen has rows; what does not fit is counted. */
export function screenFrame(look: Look, size: TerminalSize, style: OutputStyle): readonly Line[] {
  if ('error' in look) return asMany(inColumns(errorLines(look.error), size), size.rows);
  const said = [...look.view.about, ...messagesOf(look.view.outcome, style)];
  const messages = inColumns(said, size);
  // However much there is to say, most of the screen is for the participants.
  return participantsAbove(asMany(messages, Math.floor(size.rows / 3)), look.view, size);
}

function participantsAbove(
  messages: readonly Line[],
  view: StatusView,
  { columns, rows }: TerminalSize,
): readonly Line[] {
  for (let count = Math.min(view.people.length, rows); count > 0; count -= 1) {
    const left = view.people.length - count;
    const above = statusLines({ ...view, people: view.people.slice(0, count) }, columns);
    const lines = [...above, ...(left === 0 ? [] : [more(left)]), ...messages];
    if (lines.length <= rows) return lines;
  }
  // No room for a header: my row.
  return statusLines({ ...view, people: view.people.slice(0, 1) }, columns).slice(-1);
}

function inColumns(lines: readonly string[], { columns }: TerminalSize): readonly string[] {
  return lines.flatMap((line) => wrapped(line, columns));
}
